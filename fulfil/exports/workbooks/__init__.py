"""Workbooks (`.xlsx`, `.xls`, `.ods`): checked, read by calamine, and transcribed sheet by sheet to text."""
