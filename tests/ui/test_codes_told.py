"""Codes in words, on a page that is open when the language changes."""

from tests.ui.at_stage import At


def test_a_page_names_the_countries_in_the_language_of_the_window(at: At) -> None:
    page = at("asked", "consultation")
    register = page.tables["register"].model
    assert {register.text(row, 2) for row in range(2)} == {"Colombia", "Chile"}
    assert "Apr 16, 2021" in page.notice.sentence

    page.desk.speak("es")
    assert "16 abr 2021" in page.notice.sentence
