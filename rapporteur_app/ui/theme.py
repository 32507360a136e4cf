"""How the window looks: two calm palettes that follow the system, one small style sheet, icons in the palette's ink."""

import os
from functools import cache

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QImageReader, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from rapporteur_app.paths import resources_dir

MARGIN = 32
"""Pixels around a page."""
SPACING = 12
"""Pixels between the parts of a page."""
SCHEME_VARIABLE = "RAPPORTEUR_SCHEME"
"""'light' or 'dark' in the environment overrides the system's choice, for pictures of the window."""
DRESS = "dress"
SIZES = 20, 32, 48
"""Pixels in which an icon is drawn; Qt makes smaller ones of these."""
HALF = 128
"""A window darker than this lightness (of 255) is a dark one."""

Role = QPalette.ColorRole
Group = QPalette.ColorGroup
Dressed = QAbstractButton | QLabel | QAction

LIGHT = {
    Role.Window: "#f5f4f0",
    Role.WindowText: "#20262b",
    Role.Base: "#ffffff",
    Role.AlternateBase: "#faf9f6",
    Role.Text: "#20262b",
    Role.PlaceholderText: "#646b72",
    Role.Button: "#ffffff",
    Role.ButtonText: "#20262b",
    Role.BrightText: "#a32d1f",
    Role.Highlight: "#1f6a75",
    Role.HighlightedText: "#ffffff",
    Role.Accent: "#1f6a75",
    Role.Link: "#1b5e8a",
    Role.LinkVisited: "#6a4a8a",
    Role.ToolTipBase: "#20262b",
    Role.ToolTipText: "#f5f4f0",
    Role.Light: "#ffffff",
    Role.Midlight: "#e9e7e1",
    Role.Mid: "#d5d2ca",
    Role.Dark: "#9d9b95",
    Role.Shadow: "#6d6b66",
}
DARK = {
    Role.Window: "#1c2023",
    Role.WindowText: "#e7e5e0",
    Role.Base: "#24292d",
    Role.AlternateBase: "#282d32",
    Role.Text: "#e7e5e0",
    Role.PlaceholderText: "#9ba3aa",
    Role.Button: "#2b3136",
    Role.ButtonText: "#e7e5e0",
    Role.BrightText: "#ff9b8a",
    Role.Highlight: "#7cc4cc",
    Role.HighlightedText: "#10181a",
    Role.Accent: "#7cc4cc",
    Role.Link: "#8fc4ec",
    Role.LinkVisited: "#c3a6e3",
    Role.ToolTipBase: "#e7e5e0",
    Role.ToolTipText: "#1c2023",
    Role.Light: "#3a4147",
    Role.Midlight: "#30363b",
    Role.Mid: "#3b4248",
    Role.Dark: "#596168",
    Role.Shadow: "#0f1214",
}
FADED = {False: "#5c6167", True: "#a9b0b6"}
"""The ink of what is off, by whether the scheme is dark: quieter than text, and still to be read on every ground."""
INKS = {
    "text": Role.WindowText,
    "muted": Role.PlaceholderText,
    "accent": Role.Highlight,
    "primary": Role.HighlightedText,
    "danger": Role.BrightText,
    "off": Role.ButtonText,
}
"""What an icon may be drawn in, and the palette's role for it."""


def set_up(app: QApplication) -> None:
    """Dress the program once, and again whenever the system changes between light and dark."""
    app.setStyle("Fusion")
    put_on(app)


def is_dark(app: QApplication) -> bool:
    """Whether the scheme is a dark one: by the environment's word, else by the colours that the system gave."""
    forced = os.environ.get(SCHEME_VARIABLE, "")
    return forced == "dark" if forced else app.palette().color(Role.Window).lightness() < HALF


def follow(app: QApplication) -> None:
    """Dress the program again whenever the system changes. Connected after the first paint: it loads `Qt` (12 ms)."""
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: put_on(app, high_contrast=wants_high_contrast(app)))
    hints.accessibility().contrastPreferenceChanged.connect(
        lambda _wanted: put_on(app, high_contrast=wants_high_contrast(app))
    )
    if wants_high_contrast(app):
        put_on(app, high_contrast=True)


def put_on(app: QApplication, *, high_contrast: bool = False) -> None:
    """Give the program the palette, the style sheet and the icons of the scheme as it is now.

    Who asked the system for high contrast keeps the system's own colours.
    """
    app.setPalette(QPalette())  # back to the style's own, which tells the scheme
    if not high_contrast:
        app.setPalette(palette(dark=is_dark(app)))
    app.setStyleSheet(style_sheet(app.font().pointSizeF()))
    for widget in app.allWidgets():
        if isinstance(widget, QAbstractButton | QLabel):
            redress(widget)
        for action in widget.actions():
            redress(action)


def wants_high_contrast(app: QApplication) -> bool:
    """Whether the person asked the system for high contrast."""
    from PySide6.QtCore import Qt

    return app.styleHints().accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def palette(*, dark: bool) -> QPalette:
    """The light or the dark palette."""
    made = QPalette()
    for role, colour in (DARK if dark else LIGHT).items():
        made.setColor(role, QColor(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText, Role.HighlightedText):
        made.setColor(Group.Disabled, role, QColor(FADED[dark]))
    made.setColor(Group.Disabled, Role.Highlight, made.color(Role.Mid))
    return made


def icon(name: str, role: str = "text") -> QIcon:
    """An icon of resources/icons in an ink of the palette (see INKS)."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(pixmap(name, role, size))
        if size == SIZES[0]:
            made.addPixmap(pixmap(name, "primary", size), QIcon.Mode.Selected)
        made.addPixmap(pixmap(name, "off", size), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, role: str, size: int) -> QPixmap:
    """An icon as a picture of `size` logical pixels, sharp on the finest screen there is."""
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    group = Group.Disabled if role == "off" else Group.Active
    colour = QGuiApplication.palette().color(group, INKS[role]).name()
    data = QByteArray(_source(name).replace("currentColor", colour).encode())
    buffer = QBuffer(data)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(round(size * ratio), round(size * ratio)))
    picture = QPixmap.fromImageReader(reader)
    picture.setDevicePixelRatio(ratio)
    return picture


def dress(target: Dressed, name: str, role: str = "text", size: int = 18) -> None:
    """Put an icon on a button, an action or a label, drawn again when the scheme changes."""
    target.setProperty(DRESS, f"{name} {role} {size}")
    redress(target)


def redress(target: Dressed) -> None:
    """Draw the icon that was put on this again, in the palette as it is now."""
    asked = target.property(DRESS)
    if not asked:
        return
    name, role, size = str(asked).split()
    if isinstance(target, QLabel):
        target.setPixmap(pixmap(name, role, int(size)))
        return
    target.setIcon(icon(name, role))
    if isinstance(target, QAbstractButton):
        target.setIconSize(QSize(int(size), int(size)))


@cache
def _source(name: str) -> str:
    return (resources_dir() / "icons" / f"{name}.svg").read_text("utf-8")


def style_sheet(points: float) -> str:
    """The style sheet: palette roles only, sizes from the system's own font size."""
    arrows = (resources_dir() / "icons").as_posix()
    sizes = {"heading": points * 1.75, "title": points * 1.25, "small": points * 0.92}
    values = {name: f"{size:.1f}pt" for name, size in sizes.items()}
    return (resources_dir() / "icons" / "window.qss").read_text("utf-8") % {**values, "icons": arrows}
