"""The people of these tests: a member, another one, the chair, the witness, the file; and cheap passphrases."""

import hashlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from rapporteur_app.trust.ballots import Answer, BallotClear
from rapporteur_app.trust.keys import Cost, OpeningKey, SigningKey
from rapporteur_app.trust.sealing import SMALLEST_BLOCK, Openers


@pytest.fixture(scope="session")
def cheap() -> Cost:
    return Cost(1, 8192)


@pytest.fixture(scope="session")
def people() -> SimpleNamespace:
    return SimpleNamespace(
        rosa=SigningKey.new(),
        paul=SigningKey.new(),
        file=SigningKey.new(),
        chair=OpeningKey.new(),
        witness=OpeningKey.new(),
        stranger=OpeningKey.new(),
    )


@pytest.fixture(scope="session")
def openers(people: SimpleNamespace) -> Openers:
    return Openers(people.chair.public, people.witness.public)


@pytest.fixture(scope="session")
def clear(openers: Openers) -> Callable[..., BallotClear]:
    def make(**changes: Any) -> BallotClear:
        fields: dict[str, Any] = {
            "selection": "sel-1",
            "round": 1,
            "member": "M7",
            "revision": 2,
            "previous": hashlib.sha256(b"revision 1").hexdigest(),
            "pack_edition": 1,
            "pack_digest": hashlib.sha256(b"pack").hexdigest(),
            "audit_head": "41:" + "0" * 64,
            "rubric": hashlib.sha256(b"rubric").hexdigest(),
            "openers": openers,
            "block": SMALLEST_BLOCK,
            "final": True,
            "answered": 3,
            "due": 4,
            "claimed_at": "2026-11-24T21:00:00+00:00",
        }
        return BallotClear(**{**fields, **changes})

    return make


@pytest.fixture
def answers() -> list[Answer]:
    return [
        Answer("C12", "EXP", 4, "très solide — «sí» ✓"),
        Answer("C12", "GATE", "concern", "hidden-remark"),
        Answer("C13", "EXP", 3.5),
        Answer("C13", "GATE", "IE"),
        Answer("C14", "EXP", "AB"),
        Answer("C14", "GATE", None),
    ]
