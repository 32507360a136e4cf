"""How the points of `rapporteur_app.intake.matching` were found: `python -m tests.reference.pairs.tune`.

A logistic regression on the tune half only: every feature either costs or earns, never the other way round. Prints
what each feature weighs and the points (out of 100) that this makes, with 100 for a pair that nothing speaks against.
"""

from __future__ import annotations

import numpy as np

from rapporteur_app.intake.matching import counted, traits
from tests.reference.pairs.measure import read_pairs

EARN = ("email_same", "organisation_same", "phone_same")
RIDGE = 0.05
STEPS = 40_000


def features(row: dict[str, str]) -> dict[str, float]:
    """The features of a pair."""
    sides = [
        traits(row[f"name_{side}"], {what: row[f"{what}_{side}"] for what in ("organisation", "country", "email")})
        for side in ("a", "b")
    ]
    return counted(sides[0], sides[1])[0]


def fit(rows: list[dict[str, float]], same: np.ndarray) -> tuple[float, dict[str, float]]:
    """The intercept and the weight of every feature."""
    names = sorted({name for row in rows for name in row} - {"country_same"})
    sign = np.array([1.0 if name in EARN else -1.0 for name in names])
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows]) * sign
    weights, start = np.zeros(len(names)), 0.0
    for _ in range(STEPS):
        error = same - 1 / (1 + np.exp(-(start + table @ weights)))
        start += 0.5 * error.mean()
        weights = np.maximum(0.0, weights + 0.5 * (table.T @ error / len(rows) - RIDGE * weights / len(rows)))
    return start, dict(zip(names, weights, strict=True))


def main() -> None:
    """Print the weights."""
    rows = [row for row in read_pairs() if row["half"] == "tune"]
    start, weights = fit([features(row) for row in rows], np.array([row["same"] == "1" for row in rows], dtype=float))
    print(f"start {start:.2f}")
    for name, weight in sorted(weights.items(), key=lambda item: -item[1]):
        hits = [row for row in rows if name in features(row)]
        print(f"{name:20} {weight:6.2f} {15 * weight / start:6.1f} points, {len(hits)} pairs,", end=" ")
        print(f"{sum(row['same'] == '1' for row in hits)} of them matches")


if __name__ == "__main__":
    main()
