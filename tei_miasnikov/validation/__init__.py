"""Judges of a TEI file behind one interface."""
