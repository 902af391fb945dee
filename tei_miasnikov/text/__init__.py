"""What was read: the source, its text, and where each character stands."""
