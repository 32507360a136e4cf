"""The pages of the first two stages: set up, and criteria."""
