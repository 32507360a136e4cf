"""Rapporteur: a taskforce selects one rapporteur out of nominations, in consultation with stakeholders."""

__version__ = "0.1.0"
