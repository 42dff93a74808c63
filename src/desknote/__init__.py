"""desknote: research notes from YAML to published PDF and HTML."""

__version__ = "0.1.0"
