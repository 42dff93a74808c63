"""From files and positions to the closed note: analysts, house, data, facts, references."""
