"""JSON columns are read the quick way where it says the same, and the slow way where it does not."""

import json

import pytest

from rapporteur_app.workspace.images import from_json_text, json_text


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, -7, 4.25, "", "ñ", "\ud800", 2**63, 2**64 + 1, -(10**30), 123456789012345678901234567890,
        0.1, 1e300, [1, {"a": [2**70, "\udfff"]}], {"1234567890123456": "x"},
    ],
)  # fmt: skip
def test_what_was_written_comes_back(value):
    assert from_json_text(json_text(value)) == value
    assert from_json_text(json.dumps(value)) == value


def test_what_is_no_json_is_refused():
    with pytest.raises(ValueError, match="Expecting"):
        from_json_text("{")
