"""Archive citations: where a document lies, as its archive says it.

    [Vol. 3, pp. 31, 32, 34-36.]            volume 3; pages 31, 32 and 34 to 36
    ГАРФ. Ф. 9474. Оп. 1. Д. 77. Л. 12 об.  fonds, opis, delo; leaf 12, its back
    BArch, R 58/1234, Bl. 3–5               a call number; leaves 3 to 5

    bracketed.py   citations in brackets by the words of a profile
    forms.py       the forms that archives use, as tables (forms/*.toml)
    parts.py       citations that are sure without a profile
    memory.py      "ibid." and short forms, and what they stand for

Source: TEI Guidelines 3.12.2.5 (scopes and ranges), biblScope.
"""

from collections.abc import Iterator, Sequence

from tei_miasnikov.recognition.profile import Citations
from tei_miasnikov.recognition.standoff.citations import bracketed
from tei_miasnikov.recognition.standoff.citations.bracketed import pointless
from tei_miasnikov.recognition.standoff.citations.forms import LEAVES, Form, forms_in
from tei_miasnikov.recognition.standoff.citations.parts import Citation, Scope, iter_citations
from tei_miasnikov.text.span import Annotation, Span, annotate

__all__ = ["find_citations", "forms_in", "is_citation", "pointless"]
LONGEST = 500
"""A citation that is a block of its own has at most so many characters."""


def is_citation(words: str, rules: Citations, forms: Sequence[Form]) -> bool:
    """Whether these words are one citation and nothing else."""
    if bracketed.is_citation(words, rules):
        return True
    whole = Span(0, len(words.removesuffix(".")))
    first = next(iter_citations(words, forms), None) if len(words) <= LONGEST else None
    return first is not None and not first.again and first.span.contains(whole)


def find_citations(text: str, rules: Citations, forms: Sequence[Form]) -> Iterator[Annotation]:
    """A `bibl` for each citation, with a `biblScope` for each unit; the profile's words go before the tables."""
    own = list(bracketed.find_citations(text, rules))
    taken = [find.span for find in own if find.element == "bibl"]
    yield from own
    for citation in iter_citations(text, forms):
        if not any(span.start < citation.span.end and citation.span.start < span.end for span in taken):
            yield from _annotated(citation)


def _annotated(citation: Citation) -> Iterator[Annotation]:
    yield annotate(citation.span, "bibl", type="archive")
    yield from map(_scope, citation.scopes)


def _scope(scope: Scope) -> Annotation:
    if scope.unit in LEAVES or scope.low != scope.high:
        return annotate(scope.span, "biblScope", unit=scope.unit, from_=scope.low, to=scope.high)
    return annotate(scope.span, "biblScope", unit=scope.unit, n=scope.low)
