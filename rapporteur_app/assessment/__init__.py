"""The arithmetic of a selection: pure functions on arrays, without database, dates or names of people.

`analysis.analyse(Problem) -> Analysis` is the one computation behind the screen, the workbook and the documents;
`report.as_json` is the one way in which it is told to other programs.
"""
