"""XML Schema 1.0 of a grammar: the types, models and files that to_xsd.py writes."""
