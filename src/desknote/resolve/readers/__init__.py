"""Readers of data files: bytes in, typed columns and diagnostics out; no paths and no disk."""
