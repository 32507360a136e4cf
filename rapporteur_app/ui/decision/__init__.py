"""The decision and its signature."""
