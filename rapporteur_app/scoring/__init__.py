"""Scoring: declarations and recusals, keys, packs that go out, ballots that come back, who is where."""
