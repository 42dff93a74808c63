"""Compose: a closed note, its drawings and the templates to one semantic HTML document."""
