"""Reading spreadsheets that others made: in a child process, within limits, as plain values."""
