"""What the text says: divisions, turns, dates, citations, notes."""
