"""Parts: an archive citation as its units, found where it is sure without a profile.

    РГАСПИ. Ф. 17. Оп. 163. Д. 1024. Л. 36–38 об.      fonds 17, opis 163, delo 1024, folio 36 to 38об

A repository with its own call number is sure, and so are units that only archives have (fonds and opis, box and folder,
roll and frame). Volume and page are only so in square brackets of their own: else it may be a book. Units go down
(fonds, then opis); where they go up again, another citation begins.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tei_miasnikov.recognition.standoff.citations.forms import BRACKET, DIGIT, LEAVES, Form, Table
from tei_miasnikov.text.span import Span

LEAF = re.compile(r"\d+(?:[a-zа-яё](?!\w))?")
RANGE = re.compile(r"(?<![A-ZА-ЯЁ])\s*[-–—]\s*")
AFTER_HEAD = re.compile(r"[,.:]?\s*")
BETWEEN = re.compile(r"\s*(?:\([^()\n]{1,20}\)\s*)?[,.;:]?\s*")
OPENED = re.compile(r"\[\s*\Z")
CLOSED = re.compile(r"\s*\.?\s*\]")
MOST = 12
"""A citation has at most so many units: else a long row of them would be read from each of its places."""
SOON = 40
"""A unit that stands at most so many characters behind a repository's name may belong to it."""


class Scope(NamedTuple):
    """One unit: its words, and the value or the first and last of a range."""

    span: Span
    unit: str
    low: str
    high: str


class Citation(NamedTuple):
    """A citation: its words (with square brackets around it), its units, its form; `again` where it says "ibid."."""

    span: Span
    scopes: tuple[Scope, ...]
    form: Form
    again: bool = False

    @property
    def units(self) -> frozenset[str]:
        """The units that it names."""
        return frozenset(scope.unit for scope in self.scopes)


def iter_citations(text: str, forms: Sequence[Form]) -> Iterator[Citation]:
    """The sure citations of a text, in order; those that say "ibid." wait for what they mean (memory.py)."""
    if not forms or not DIGIT.search(text):
        return
    found = [citation for form in forms for citation in _of_form(text, form)]
    end = 0
    for citation in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if citation.span.start >= end:
            yield citation
            end = citation.span.end


def iter_lookalikes(text: str, forms: Sequence[Form]) -> Iterator[Span]:
    """What may be a citation: a repository with a unit soon after it, a bracket with two units that archives have."""
    if not DIGIT.search(text):
        return
    for form in forms:
        for named in form.head.finditer(text):
            unit = form.scope.search(text, named.end(), min(named.end() + SOON, len(text)))
            if unit and DIGIT.match(text, unit.end()) and "\n\n" not in named.group():
                yield Span(named.start(), unit.end() + 1)
        for bracket in BRACKET.finditer(text):
            units = [
                unit.lastgroup for unit in form.start.finditer(text, *bracket.span()) if DIGIT.match(text, unit.end())
            ]
            if len(units) > 1 and set(units) - {"volume", "page"}:
                yield Span(*bracket.span())


def _of_form(text: str, form: Form) -> Iterator[Citation]:
    position = 0
    starts = sorted(
        {match.start() for pattern in (form.head, form.start, form.ibid) for match in pattern.finditer(text)}
    )
    for start in starts:
        citation = _read(text, start, form) if start >= position else None
        if citation is not None:
            yield citation
            position = citation.span.end


def _read(text: str, start: int, form: Form) -> Citation | None:
    """The citation that begins here, if it is one and sure."""
    again = form.ibid.match(text, start)
    named = None if again else form.head.match(text, start)
    position = again.end() if again else named.end() if named else start
    scopes = [_shelfmark(named)] if named and _mark(named) else []
    if named and not scopes and (mark := form.head.match(text, position)) and mark.lastgroup and mark["s"]:
        scopes, position = [_shelfmark(mark)], mark.end()
    for scope_list, end in _scopes(text, position, form, scopes[-1].unit if scopes else ""):
        scopes += scope_list
        position = end
    if not scopes:
        return None
    whole = _bracketed(text, Span(start, position))
    citation = Citation(whole, tuple(scopes), form, again is not None)
    return citation if again or _is_sure(citation, named, whole.start < start) else None


def _mark(named: re.Match[str]) -> str:
    """The group of a head that is a call number."""
    return next((group for group, value in named.groupdict().items() if value and group[0] in "ms"), "")


def _shelfmark(named: re.Match[str]) -> Scope:
    group = "film" if named.re.groupindex.get("film") and named["film"] else _mark(named)
    value = " ".join(named[group].split())
    return Scope(Span(*named.span(group)), "shelfmark", value, value)


def _scopes(text: str, position: int, form: Form, last: str) -> Iterator[tuple[list[Scope], int]]:
    """The units that follow each other, downwards, each with where it ends."""
    first = not last
    for _ in range(MOST):
        gap = (AFTER_HEAD if first else BETWEEN).match(text, position)
        word = form.scope.match(text, gap.end() if gap else position)
        unit = word.lastgroup.replace("_", "-") if word and word.lastgroup else ""
        values = form.values[unit].match(text, word.end()) if word and unit else None
        if word is None or values is None or not _goes_down(form.table, last, unit):
            return
        yield list(_split(word, values, unit, form.table)), values.end()
        position, last, first = values.end(), unit, False


def _goes_down(table: Table, last: str, unit: str) -> bool:
    if not last:
        return True
    ranks = table.ranks
    return unit == last or last not in ranks or (unit in ranks and ranks.index(unit) > ranks.index(last))


def _split(word: re.Match[str], values: re.Match[str], unit: str, table: Table) -> Iterator[Scope]:
    """A unit's values, each a scope; where it names one, the scope takes the unit's word in."""
    start = values.start()
    for part in values.group().split(","):
        printed = part.strip()
        at = start + len(part) - len(part.lstrip())
        start += len(part) + 1
        low, *high = RANGE.split(printed)
        span = Span(at if unit in LEAVES else word.start(), at + len(printed))
        yield Scope(span, unit, _value(low, unit, table), _value(high[0] if high else low, unit, table))


def _value(printed: str, unit: str, table: Table) -> str:
    """A value as it stands in the attribute: a leaf's side by its sign."""
    leaf = LEAF.match(printed)
    side = printed[leaf.end() :].strip(" .") if leaf else ""
    if unit != "folio" or leaf is None:
        return "".join(printed.split())
    return leaf.group() + next((sign for sign, words in table.sides.items() if {side, f"{side}."} & {*words}), side)


def _is_sure(citation: Citation, named: re.Match[str] | None, bracketed: bool) -> bool:  # noqa: FBT001  # a fact
    """Whether this can be nothing else."""
    table, units = citation.form.table, citation.units
    if "shelfmark" in units or (named and units - {"page"}):
        return True
    return any(pair <= units for pair in (*table.sure, *(table.bracketed if bracketed else ())))


def _bracketed(text: str, span: Span) -> Span:
    """The span with the square brackets around it, where nothing else stands in them."""
    opened, closed = OPENED.search(text, 0, span.start), CLOSED.match(text, span.end)
    return Span(opened.start(), closed.end()) if opened and closed else span
