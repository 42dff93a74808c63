"""How a note is written: the rules of prose."""
