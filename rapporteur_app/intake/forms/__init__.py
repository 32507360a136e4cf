"""What a form's spreadsheet says: which column is which field, and what each cell means. No database here."""
