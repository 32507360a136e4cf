"""The command line: parse, call one use case, print. No rules here."""
