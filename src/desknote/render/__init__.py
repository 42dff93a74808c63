"""Render: the composed document to PDF and to a web page."""
