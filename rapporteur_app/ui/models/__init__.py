"""What tables show: rows in memory, sorted and filtered there."""
