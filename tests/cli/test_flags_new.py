"""`new`: what each flag changes or shows, and refusals that make no file."""

from tests.cli.doing import actors, refused, run


def test_new_as_is_written_into_the_log(tmp_path):
    for who, shown in (("M1", "M1"), ("secretariat", "secretariat")):
        ws = tmp_path / f"{who}.rapporteur"
        run("new", ws, "--as", who)
        assert set(actors(ws)) == {shown}


def test_new_template_and_title(tmp_path):
    ws = tmp_path / "ours.rapporteur"
    run("new", ws, "--template", "gcm-lac-2021", "--title", "Ours")
    found = run("info", ws, "--json")
    assert (found["title"], found["counts"]["criteria"]) == ("Ours", 9)


def test_refusals_make_no_file(tmp_path):
    ws = tmp_path / "ours.rapporteur"
    for words in (("--template", "none-such"), ("--as", "Rosa")):
        refused(ws, "new", ws, *words)
        assert not ws.exists()
    run("new", ws)
    refused(ws, "new", ws, "--title", "Again")
