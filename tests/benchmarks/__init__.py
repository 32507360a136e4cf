"""How fast the program is, as ratios to what could not be faster: `python -m tests.benchmarks`, or `make bench`."""
