"""Dates: words → EDTF (ISO 8601-2) → TEI's datable attributes.

languages/*.toml   the words, one table a language; vocabulary.py reads them
tokens.py          a passage as words and numbers with a role; numbers.py knows the shapes of numbers
groups.py          the tokens of one moment put together: 18 January 1945
forms.py           the phrases that dates are; expression.py finds them and says what they mean
moment.py          a day, month, season, year or decade as EDTF
edtf.py            EDTF as attributes; julian.py the old calendar
conventions.py     what a profile may say

A language is added by its table alone; tests/fixtures/dates holds a file of sentences for each.
"""
