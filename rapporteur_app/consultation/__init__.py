"""Consultation: stakeholders, rounds, replies on the shortlist, concerns and what was done about them, coverage."""
