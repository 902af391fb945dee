"""RELAX NG: a validator of its own, for any grammar in XML syntax.

    grammar = load(Path("tei_all.rng"))
    for error in grammar.iter_errors(tree): ...

A grammar is read (syntax, scopes), made into patterns (simplification), checked (restrictions), and judged against
with derivatives (James Clark, "An algorithm for RELAX NG validation"): each state of a content model knows exactly what
may come next, so each error does too.
"""

from tei_miasnikov.relaxng.error import Error, Kind
from tei_miasnikov.relaxng.expectation import Expected
from tei_miasnikov.relaxng.grammar import Grammar, load

__all__ = ["Error", "Expected", "Grammar", "Kind", "load"]
