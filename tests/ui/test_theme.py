"""Light and dark: everything can be read, and every icon exists."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from rapporteur_app.paths import resources_dir
from rapporteur_app.ui import theme

Role = QPalette.ColorRole
Group = QPalette.ColorGroup
PAIRS = [
    (Role.WindowText, Role.Window),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.PlaceholderText, Role.Window),
    (Role.PlaceholderText, Role.Base),
    (Role.ButtonText, Role.Button),
    (Role.HighlightedText, Role.Highlight),
    (Role.Link, Role.Window),
    (Role.BrightText, Role.Window),
    (Role.ToolTipText, Role.ToolTipBase),
]


def luminance(colour: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF())


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_text_stands_out(dark: bool, ink: Role, paper: Role, qapp: QApplication) -> None:
    palette = theme.palette(dark=dark)
    bright, dim = sorted((luminance(palette.color(role)) for role in (ink, paper)), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("rule", ["QPushButton", "QPushButton#primary", "QLineEdit", "QMenu::item"])
def test_what_is_off_can_be_read(dark: bool, rule: str, qapp: QApplication) -> None:
    palette = theme.palette(dark=dark)
    sheet = theme.style_sheet(10)
    found = re.search(rf"^{re.escape(rule)}:disabled[^{{]*{{(.*?)}}", sheet, re.MULTILINE)
    assert found is not None
    told = dict(part.strip().split(": ") for part in found[1].split(";") if part.strip())
    ground = told.get("background", "palette(base)")
    inks = [palette.color(Group.Disabled, _role(name)) for name in (told["color"], ground)]
    bright, dim = sorted((luminance(ink) for ink in inks), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5


def _role(name: str) -> Role:
    return getattr(Role, name.removeprefix("palette(").removesuffix(")").title().replace("-", ""))  # type: ignore[no-any-return]


def test_an_icon_is_drawn_again_when_the_scheme_changes(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    monkeypatch.setenv(theme.SCHEME_VARIABLE, "light")
    theme.put_on(qapp)
    theme.dress(label, "done")
    light = label.pixmap().toImage()
    monkeypatch.setenv(theme.SCHEME_VARIABLE, "dark")
    theme.put_on(qapp)
    assert label.pixmap().toImage() != light
    assert qapp.palette().color(Role.Window).lightness() < 128
    monkeypatch.setenv(theme.SCHEME_VARIABLE, "light")
    theme.put_on(qapp)


def test_the_style_sheet_names_palette_roles_only() -> None:
    sheet = (resources_dir() / "icons" / "window.qss").read_text("utf-8")
    assert re.findall(r":\s*(#[0-9a-fA-F]{3,8}|rgba?\()", sheet) == []


def test_every_icon_that_the_window_names_is_there() -> None:
    source = Path(theme.__file__).parent
    named = {
        name
        for file in source.rglob("*.py")
        for name in re.findall(r"""(?:dress\([^,()]+,|icon=|icon\()\s*"([a-z-]+)\"""", file.read_text("utf-8"))
    }
    there = {file.stem for file in (resources_dir() / "icons").glob("*.svg")}
    assert named
    assert named <= there
