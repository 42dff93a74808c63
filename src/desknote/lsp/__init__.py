"""The language server: problems, completion, hover, definitions and fixes while an author types.

Needs the extra ``lsp``. Everything but ``server`` works on plain text and data, so that it can be tested
without a client.
"""
