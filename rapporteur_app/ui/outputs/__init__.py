"""What a selection is written out to."""
