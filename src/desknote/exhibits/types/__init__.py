"""Chart types: one module each, a spec and how it is drawn."""
