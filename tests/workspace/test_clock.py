import pytest

from rapporteur_app.errors import BadInput
from rapporteur_app.workspace.clock import moment, now


def test_the_time_is_utc_to_the_second(monkeypatch):
    monkeypatch.delenv("RAPPORTEUR_NOW", raising=False)
    assert moment() is None
    assert now().endswith("+00:00")
    assert len(now()) == len("2021-04-05T12:00:00+00:00")


def test_a_rehearsal_may_play_in_the_past(monkeypatch):
    monkeypatch.setenv("RAPPORTEUR_NOW", "2021-04-05T07:30:00-05:00")
    assert now() == "2021-04-05T12:30:00+00:00"


@pytest.mark.parametrize("text", ["yesterday", "2021-13-01T00:00:00+00:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_that_is_none_is_refused_with_an_example(monkeypatch, text):
    monkeypatch.setenv("RAPPORTEUR_NOW", text)
    with pytest.raises(BadInput, match="RAPPORTEUR_NOW must be a moment such as"):
        now()
