"""Verify: whether a selection file is what this program wrote, and its results what its ballots say."""
