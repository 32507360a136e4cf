"""Outputs: one content model and its writers: workbook, Word, PDF, tables for other programs."""
