"""A key on paper: it comes back whatever the hand, and a slip is found at its line."""

import random

import pytest

from rapporteur_app.trust.errors import Unreadable
from rapporteur_app.trust.keys import OpeningKey
from rapporteur_app.trust.recovery import read_recovery, recovery_lines

KEY = OpeningKey(bytes(range(32)))


def test_a_key_comes_back_from_its_sheet() -> None:
    assert len(recovery_lines(KEY)) == 8
    assert read_recovery("\n".join(recovery_lines(KEY)), KEY.public) == KEY


def test_the_hand_that_typed_it_does_not_matter() -> None:
    numbered = "\n\n".join(f" {n}. {line.upper()}  " for n, line in enumerate(recovery_lines(KEY), start=1))
    squeezed = "\n".join(line.replace(" ", "").replace("0", "O").replace("1", "l") for line in recovery_lines(KEY))

    assert read_recovery(numbered, KEY.public) == KEY
    assert read_recovery(squeezed, KEY.public) == KEY


def test_each_wrong_digit_is_found_at_its_line_or_at_the_key() -> None:
    lines = recovery_lines(KEY)
    rng = random.Random(0)
    found_at_line = 0
    for place, line in enumerate(lines):
        for at, sign in enumerate(line):
            if sign == " ":
                continue
            wrong = line[:at] + rng.choice([other for other in "0123456789abcdef" if other != sign]) + line[at + 1 :]
            with pytest.raises(Unreadable) as refused:
                read_recovery("\n".join([*lines[:place], wrong, *lines[place + 1 :]]), KEY.public)
            found_at_line += f"Line {place + 1} " in str(refused.value.message)

    assert found_at_line >= 75  # of 80; the rest is found by the public half


def test_two_lines_exchanged_are_found() -> None:
    lines = recovery_lines(OpeningKey(b"\x01\x02\x03\x04" * 8))  # equal lines but for their check digits
    with pytest.raises(Unreadable, match="Line 1"):
        read_recovery("\n".join([lines[1], lines[0], *lines[2:]]), KEY.public)


def test_a_line_left_out_is_said() -> None:
    with pytest.raises(Unreadable, match="8 lines; 7"):
        read_recovery("\n".join(recovery_lines(KEY)[:7]), KEY.public)


def test_the_sheet_of_another_key_is_refused() -> None:
    with pytest.raises(Unreadable, match="another key"):
        read_recovery("\n".join(recovery_lines(OpeningKey.new())), KEY.public)
