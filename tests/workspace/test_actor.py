from rapporteur_app.workspace import SECRETARIAT, Actor


def test_the_log_names_the_secretariat_or_a_member_by_id():
    assert str(SECRETARIAT) == "secretariat"
    assert str(Actor(3)) == "M3"
