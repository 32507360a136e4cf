"""Intake: spreadsheets become nominations, nominations name candidates, candidates are screened."""
