"""Collation: a source and a TEI file compared, character by character (`tei-miasnikov prove`)."""
