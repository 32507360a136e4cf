import platform

import pytest

from rapporteur_app.workspace.conflict import conflict_copy_of


@pytest.mark.parametrize(
    "name",
    [
        "Rapporteur (conflicted copy 2021-04-01).rapporteur",
        "Rapporteur (conflicted copy 2021-04-01 123456).rapporteur",
        "Rapporteur (Ana's conflicted copy 2021-04-01).rapporteur",
        "Rapporteur (LAPTOP's conflicted copy 2021-04-01 2).rapporteur",
        "Rapporteur (copia en conflicto de Ana 2021-04-01).rapporteur",
        "Rapporteur (Copie en conflit de Ana 2021-04-01).rapporteur",
        "Rapporteur (Cópia em conflito de Ana 2021-04-01).rapporteur",
        "Rapporteur.sync-conflict-20210401-123456-ABCDEF2.rapporteur",
    ],
)
def test_a_synchronised_folders_conflict_copy_is_known_by_its_name(tmp_path, name):
    assert conflict_copy_of(tmp_path / name) == tmp_path / "Rapporteur.rapporteur"


@pytest.mark.parametrize("machine", ["DESKTOP-ABC", "LAPTOP-1A2B3C4", "DESKTOP-ABC1234-2", platform.node()])
def test_onedrives_copy_is_one_while_the_file_lies_beside_it(tmp_path, machine):
    copy, original = tmp_path / f"X-{machine}.rapporteur", tmp_path / "X.rapporteur"
    assert conflict_copy_of(copy) is None

    original.touch()
    assert conflict_copy_of(copy) == original


@pytest.mark.parametrize(
    "name",
    [
        "X.rapporteur",
        "X (1).rapporteur",
        "X - Copy.rapporteur",
        "X-Y.rapporteur",
        "X-DESKTOP.rapporteur",
        "X (about the conflicted copy).rapporteur",
        "(conflicted copy 2021-04-01).rapporteur",
    ],
)
def test_what_a_person_may_have_named_so_is_no_conflict_copy(tmp_path, name):
    (tmp_path / "X.rapporteur").touch()
    assert conflict_copy_of(tmp_path / name) is None
