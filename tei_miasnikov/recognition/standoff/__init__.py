"""Finds within a passage: one file per thing a philologist would name."""
