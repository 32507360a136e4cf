"""Every page in every language: none widens the window, and none keeps a text in English."""

from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rapporteur_app.i18n import LANGUAGES, catalogue
from rapporteur_app.ui.main_window import MainWindow
from rapporteur_app.ui.registry import STAGE_PAGES
from tests.ui import selections
from tests.ui.doing import press, seen_texts, shown_texts
from tools.catalogues import read

WIDTH, HEIGHT = 1280, 800


@pytest.fixture
def whole(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """The window with a selection that came to its consultation, every page shown once."""
    window.frame.take_file(selections.make(tmp_path, "asked"))
    qtbot.waitUntil(lambda: window.frame.sidebar.chosen != "", timeout=20_000)
    for stage in STAGE_PAGES:
        window.frame.show_stage(stage)
        qtbot.waitUntil(partial(_shown, window, stage), timeout=20_000)
    return window


def _shown(window: MainWindow, stage: str) -> bool:
    return window.frame.page(stage).snapshot is not None


def test_every_page_fits_a_small_screen_in_every_language(whole: MainWindow, qtbot: QtBot) -> None:
    tabs = whole.frame.page("consultation").tabs  # type: ignore[attr-defined]
    tabs.setCurrentIndex(2)  # the concerns, which bring a button of their own
    wide = []
    for language in LANGUAGES:
        whole.frame.speak(language)
        around = whole.frame.splitter.sizes()[0] + whole.frame.splitter.handleWidth()
        for stage in STAGE_PAGES:
            whole.frame.show_stage(stage)
            qtbot.wait(20)
            needed = whole.frame.page(stage).minimumSizeHint()
            if needed.width() + around > WIDTH or needed.height() > HEIGHT - 120:
                wide.append((language, stage, needed.width() + around, needed.height()))
            if whole.minimumSizeHint().width() > WIDTH or whole.width() > WIDTH:
                wide.append((language, "window", whole.minimumSizeHint().width(), whole.width()))
    assert wide == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_no_page_keeps_a_text_in_english_when_the_language_changes(
    whole: MainWindow, language: str, qtbot: QtBot
) -> None:
    outputs = whole.frame.page("outputs")
    whole.frame.show_stage("outputs")
    press(outputs, "Verify the file")
    qtbot.waitUntil(lambda: "holds" in shown_texts(outputs), timeout=20_000)

    whole.frame.speak(language)
    words = catalogue(language)
    own = {entry.string for entry in read(language)}
    told = words.text("Members of the taskforce")
    left = {}
    for stage in STAGE_PAGES:
        whole.frame.show_stage(stage)
        shown = shown_texts(whole.frame.page(stage)) | shown_texts(whole.frame.sidebar)
        left[stage] = {text for text in shown if text and text not in own and words.text(text) != text}
    assert left == {stage: set() for stage in STAGE_PAGES}
    assert told in shown_texts(whole.frame.page("setup"))


@pytest.mark.parametrize("stage", ["nominations", "screening", "conflicts", "shortlist", "criteria"])
def test_an_empty_page_offers_nothing_that_needs_rows(opened: MainWindow, stage: str, qtbot: QtBot) -> None:
    opened.frame.show_stage(stage)
    page = opened.frame.page(stage)
    qtbot.waitUntil(page.empty.isVisible, timeout=10_000)
    needing = {"Withdraw…", "Accept proposals", "Next open one", "Confirm recusal", "Save the shortlist", "Freeze",
               "Lift recusal…", "Possible duplicates…", "Documents…"}  # fmt: skip
    assert seen_texts(page) & needing == set()
