"""The results, the deliberation on them, and the shortlist."""
