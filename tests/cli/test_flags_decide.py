"""`decide`, `endorse`, `sign`, `respond`: what each flag changes or shows, and refusals that change nothing."""

from types import SimpleNamespace

import pytest

from rapporteur_app.decision.answer import standing
from rapporteur_app.decision.sign import signature_holds
from rapporteur_app.model import Answer, Decision, DecisionSignature, Endorsement
from rapporteur_app.trust.keys import Cost, SigningKey
from rapporteur_app.trust.keystore import save_key_file
from rapporteur_app.workspace import Workspace
from tests.cli.doing import actors, refused, run, typed

LOCK = "correct horse battery staple"


@pytest.fixture
def ws(further, at):
    """The shortlist is C1, C2, C3, in the order of the ranking; nothing is decided."""
    return at("shortlisted")


@pytest.fixture
def decided(further, at):
    """C1 is selected, C2 follows."""
    return at("decided")


@pytest.fixture
def why(tmp_path):
    """Writes a text file and names it."""

    def file(text="The clearest voice.", name="why.txt"):
        (tmp_path / name).write_text(text, "utf-8")
        return tmp_path / name

    return file


def look(ws, act):
    with Workspace.open(ws, write=False) as workspace, workspace.reading() as reader:
        return act(reader)


def decision(ws):
    return look(ws, lambda reader: reader.first(Decision))


# --- decide


def test_decide_select_alternates_in_order_and_a_justification_in_each_language(ws, why):
    texts = ("--justification", f"en={why()}", "--justification", f"es={why('La voz más clara.', 'es.txt')}")
    said = run("decide", ws, "--select", "C1", "--alternate", "C3", "--alternate", "C2", *texts)
    assert said == "Selected: C1. Alternates: C3, C2.\n"
    found = decision(ws)
    assert (found.selected_id, found.alternates, found.deviation) == (1, [3, 2], "")
    assert found.justification == {"en": "The clearest voice.", "es": "La voz más clara."}


def test_decide_deviation_is_asked_for_where_another_than_the_first_is_selected(ws, why):
    given = ("decide", ws, "--select", "C2", "--justification", f"en={why()}")
    assert "C1" in refused(ws, *given)
    run(*given, "--deviation", "The region had the last two.")
    assert (decision(ws).selected_id, decision(ws).deviation) == (2, "The region had the last two.")


def test_decide_as_is_written_into_the_log(ws, why):
    run("decide", ws, "--select", "C1", "--justification", f"en={why()}", "--as", "M1")
    assert actors(ws)[-1] == "M1"


def test_a_later_decision_replaces_the_earlier_one(decided, why):
    run("decide", decided, "--select", "C1", "--alternate", "C3", "--justification", f"en={why('Anew.')}")
    assert (decision(decided).alternates, decision(decided).justification) == ([3], {"en": "Anew."})


@pytest.mark.parametrize(
    "words",
    [
        ("--select", "C4"),
        ("--select", "C9"),
        ("--select", "Lena Ash"),
        ("--select", "C1", "--alternate", "C1"),
        ("--select", "C1", "--alternate", "C4"),
        ("--select", "C1", "--justification", "no file"),
        ("--select", "C1", "--justification", "es=none.txt"),
    ],
    ids=" ".join,
)
def test_decide_refusals_change_nothing(ws, why, words):
    refused(ws, "decide", ws, *words, "--justification", f"en={why()}")


def test_decide_needs_a_shortlist_and_words(at, ws, why):
    refused(ws, "decide", ws, "--select", "C1", "--justification", f"en={why(' ')}")
    early = at("opened")
    assert "no shortlist" in refused(early, "decide", early, "--select", "C1", "--justification", f"en={why()}")


# --- endorse


def stances(ws):
    return look(ws, lambda reader: [(r.member_id, r.stance.value, r.statement) for r in reader.all(Endorsement)])


def test_endorse_and_dissent_with_a_statement(decided, why):
    assert run("endorse", decided, "M1", "--endorse") == "M1 endorses the decision.\n"
    words = why("I ask for turns.", "turns.txt")
    assert run("endorse", decided, "M2", "--dissent", "--statement", words) == "M2 dissents from the decision.\n"
    assert stances(decided) == [(1, "endorse", ""), (2, "dissent", "I ask for turns.")]


def test_a_member_may_think_again_before_the_signature(decided):
    run("endorse", decided, "M2", "--dissent")
    run("endorse", decided, "M2", "--endorse")
    assert stances(decided) == [(2, "endorse", "")]


def test_endorse_as_is_written_into_the_log(decided):
    run("endorse", decided, "M2", "--endorse", "--as", "M2")
    assert actors(decided)[-1] == "M2"


def test_endorse_refusals_change_nothing(ws, decided, tmp_path):
    assert "M9" in refused(decided, "endorse", decided, "M9", "--endorse")
    refused(decided, "endorse", decided, "Ana", "--endorse")
    refused(decided, "endorse", decided, "M1", "--dissent", "--statement", tmp_path / "none.txt")


def test_nothing_is_endorsed_signed_or_answered_before_the_decision(ws):
    for words in (("endorse", ws, "M1", "--endorse"), ("sign", ws), ("respond", ws, "C1", "--accepts")):
        refused(ws, *words)


# --- sign


def signed_with(ws):
    return look(ws, lambda reader: reader.first(DecisionSignature).key)


@pytest.fixture
def chairs_key(shelf, at, decided):
    """The key with which the chair signed a ballot, as the shelf's data folder holds it, moved into a locked file."""
    from rapporteur_app.scoring.ballots import member_key_name
    from rapporteur_app.trust.keystore import KeyStore

    with Workspace.open(decided, write=False) as workspace:
        name = member_key_name(workspace.id, "M1")
    key = KeyStore().load(name)
    return SimpleNamespace(key=key, name=name)


def test_sign_takes_the_chairs_own_key(decided, chairs_key):
    assert run("sign", decided) == f"The decision is signed by M1 with the key {chairs_key.key.public}.\n"
    assert look(decided, signature_holds) is True
    assert signed_with(decided) == chairs_key.key.public


@pytest.mark.parametrize("standard_input", [True, False])
def test_sign_key_file_and_passphrase_file(decided, chairs_key, tmp_path, standard_input):
    save_key_file(tmp_path / "chair.key", chairs_key.key, LOCK, cost=Cost(1, 8192))
    (tmp_path / "words.txt").write_text(f"{LOCK}\n", "utf-8")
    words = "-" if standard_input else tmp_path / "words.txt"
    run("sign", decided, "--key-file", tmp_path / "chair.key", "--passphrase-file", words, stdin=f"{LOCK}\n")
    assert signed_with(decided) == chairs_key.key.public
    assert look(decided, signature_holds) is True


def test_sign_as_says_which_chair_signs(decided):
    run("sign", decided, "--as", "M1")
    assert actors(decided)[-1] == "M1"


def test_sign_refusals_change_nothing(decided, chairs_key, tmp_path):
    save_key_file(tmp_path / "chair.key", chairs_key.key, LOCK, cost=Cost(1, 8192))
    save_key_file(tmp_path / "strange.key", SigningKey.new(), LOCK, cost=Cost(1, 8192))
    (tmp_path / "wrong.txt").write_text("a wrong passphrase of words\n", "utf-8")
    (tmp_path / "words.txt").write_text(f"{LOCK}\n", "utf-8")

    def signing(key, words):
        return refused(decided, "sign", decided, "--key-file", tmp_path / key, "--passphrase-file", tmp_path / words)

    signing("chair.key", "wrong.txt")
    signing("chair.key", "none.txt")
    signing("none.key", "words.txt")
    signing("strange.key", "words.txt")
    assert "M2" in refused(decided, "sign", decided, "--as", "M2")
    refused(decided, "sign", decided, "--as", "M9")


def test_a_signed_decision_stands(decided, why):
    run("sign", decided)
    for words in (
        ("decide", decided, "--select", "C1", "--justification", f"en={why()}"),
        ("endorse", decided, "M2", "--dissent"),
        ("sign", decided),
    ):
        assert "signed" in refused(decided, *words)


# --- respond


def test_respond_accepts(decided):
    run("sign", decided)
    assert run("respond", decided, "C1", "--accepts") == "C1 accepts.\n"
    assert look(decided, lambda reader: [(r.candidate_id, r.accepts) for r in reader.all(Answer)]) == [(1, True)]


def test_respond_declines_with_a_reason_and_the_alternate_follows(decided):
    run("sign", decided)
    assert run("respond", decided, "C1", "--declines", "--reason", "Ill.") == "C1 declines. Selected now: C2.\n"
    assert look(decided, standing) == 2
    assert run("respond", decided, "C2", "--declines") == "C2 declines. No alternate is left: decide anew.\n"
    answers = look(decided, lambda reader: [(r.candidate_id, r.accepts, r.reason) for r in reader.all(Answer)])
    assert answers == [(1, False, "Ill."), (2, False, "")]


def test_respond_as_is_written_into_the_log(decided):
    run("sign", decided)
    run("respond", decided, "C1", "--accepts", "--as", "M3")
    assert actors(decided)[-1] == "M3"


def test_respond_refusals_change_nothing(decided):
    run("sign", decided)
    assert "C3" in refused(decided, "respond", decided, "C3", "--accepts")
    refused(decided, "respond", decided, "C2", "--accepts")
    refused(decided, "respond", decided, "C9", "--declines")
    refused(decided, "respond", decided, "Ana", "--accepts")


@pytest.mark.parametrize(
    "words",
    [
        ("decide", "--select", "C1"),
        ("decide", "--justification", "en=why.txt"),
        ("decide", "--select"),
        ("endorse", "M1"),
        ("endorse", "--dissent"),
        ("sign", "M1"),
        ("sign", "--key"),
        ("respond", "C1"),
        ("respond", "--accepts"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_2_and_changes_nothing(decided, words):
    before = decided.read_bytes()
    result = typed(words[0], decided, *words[1:])
    assert (result.code, result.out) == (2, "")
    assert "Error:" in result.err
    assert "Traceback" not in result.err
    assert decided.read_bytes() == before
