"""Acts of the log are told in words, in the window's language."""

from rapporteur_app.i18n import catalogue, message
from rapporteur_app.ui.told import told


def test_a_state_is_told_in_words_and_a_code_elsewhere_stays() -> None:
    screened = message("Screened {id}: {rule} is {state}", id="C3", rule="met", state="not_met")
    assert str(told(screened)) == "Screened C3: met is not met"
    assert catalogue("es").render(told(screened)).endswith("no cumple")


def test_an_undo_quotes_it_in_words_too() -> None:
    stance = message("Stance on the decision: {member}, {stance}", member="M3", stance="dissent")
    assert str(told(message("Undone: {action}", action=stance))) == "Undone: Stance on the decision: M3, dissents"
