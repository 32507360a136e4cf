"""Overview: where a selection stands, computed from what exists, and what is next to do."""
