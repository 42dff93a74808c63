"""Whole notes: from their files to what a reader of the PDF or the page finds."""
