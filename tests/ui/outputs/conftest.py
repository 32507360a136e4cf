"""These tests start on the page of a stage."""

from tests.ui.at_stage import at

__all__ = ["at"]
