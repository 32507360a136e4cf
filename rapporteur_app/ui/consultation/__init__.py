"""The consultation on the shortlist."""
