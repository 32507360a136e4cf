"""Scoring: the conflicts, packs and ballots at the secretariat's, and the page on which a member scores."""
