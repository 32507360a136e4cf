"""Results: the opening, the ranking, meetings, balance, the shortlist."""
