"""Revision: two conversions of a transcript compared, in words of the encoding.

    turn 14 of document 2 begins at "We met …", before at "He said …"
    date of document 3: when is 1930-05, was 1930
    no longer a turn: "At 20:50 the Chairperson …"

The texts are aligned first, so that a letter corrected in the one moves no claim in the other.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from tei_miasnikov.collation.alignment import Alignment, Difference
from tei_miasnikov.collation.claims import TERMS, Claim, Statement, read_statement
from tei_miasnikov.collation.witness import Witness
from tei_miasnikov.text.span import Span
from tei_miasnikov.validation.documents import TEI, Tree
from tei_miasnikov.validation.quoting import local, quoted

SHOWN = 6
"""So many words of a stretch are quoted."""
READ = 100
"""They are found within so many characters."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change, in words; `line` is that of the new file, or of the old one where the new has nothing."""

    line: int
    is_old: bool
    words: str
    about: str = ""
    """What it is about, where the same may be said of many: `turn 14 of document 2`."""


MANY = 3
"""What is said more often is said once, with the number of times."""


def gathered(changes: Sequence[Change]) -> list[Change]:
    """The changes, those that say the same of many things put into one."""
    alike: dict[tuple[bool, str], list[Change]] = {}
    for change in changes:
        alike.setdefault((change.is_old, change.words if change.about else f"{change.line} {change.words}"), []).append(
            change
        )
    return [said for group in alike.values() for said in _as_one(group)]


def _as_one(group: list[Change]) -> list[Change]:
    if len(group) <= MANY:
        return group
    first = group[0]
    return [replace(first, about=f"{first.about} and {len(group) - 1} more")]


def compare_statements(old: Tree, new: Tree) -> list[Change]:
    """What changed, in the order of the text; the header last."""
    before, after = read_statement(old), read_statement(new)
    witness = Witness()
    witness.add(after.text, 1, 1)
    differences = Alignment(before.text, witness, []).align()
    moved = _Moved(differences)
    claims = [(claim, moved.old(claim.span)) for claim in after.claims]
    changes = [*_iter_texts(differences, before, after)]
    changes += sorted(_iter_claims(before, after, claims), key=lambda change: change.line)
    return gathered([*changes, *_iter_headers(old, new)])


class _Moved:
    """Where the characters of the new text stood in the old one."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        self.starts = [0, *(difference.written.end for difference in differences)]
        self.shifts = [0, *(difference.source.end - difference.written.end for difference in differences)]

    def old(self, span: Span) -> Span:
        return Span(self._old(span.start), self._old(span.end))

    def _old(self, offset: int) -> int:
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


def _iter_texts(differences: Sequence[Difference], before: Statement, after: Statement) -> Iterator[Change]:
    for difference in differences:
        was, now = before.words(difference.source), after.words(difference.written)
        claim = next((c for c in after.claims if c.span.end > difference.written.start), None)
        said = f"the text is {quoted(now)}, was {quoted(was)}" if was and now else ""
        said = said or (f"the text has {quoted(now)} more" if now else f"the text lacks {quoted(was)}")
        yield Change(claim.line if claim else 0, is_old=False, words=said)


Placed = list[tuple[Claim, Span]]
"""Claims of the new file, with their stretches in the old text."""


def _iter_claims(before: Statement, after: Statement, placed: Placed) -> Iterator[Change]:
    for element in sorted({claim.element for claim in (*before.claims, *after.claims)}):
        olds = [claim for claim in before.claims if claim.element == element]
        news = [(claim, span) for claim, span in placed if claim.element == element]
        yield from _iter_pairs(*_paired(olds, news), before, after)


def _paired(olds: list[Claim], news: Placed) -> tuple[list[tuple[Claim, Claim, Span]], list[Claim], list[Claim]]:
    """Claims that are the same or nearly so, those that are gone, those that are new."""
    same: dict[Span, list[Claim]] = {}
    for old in olds:
        same.setdefault(old.span, []).append(old)
    pairs = [(same[span].pop(0), new, span) for new, span in news if same.get(span)]
    paired = {id(new) for _, new, _ in pairs}
    left = [old for waiting in same.values() for old in waiting]
    added = []
    for new, span in ((new, span) for new, span in news if id(new) not in paired):
        near = next((old for old in left if span.start == old.span.start or span.end == old.span.end), None)
        near = near or next((old for old in left if old.span.start < span.end and span.start < old.span.end), None)
        if near is None:
            added.append(new)
        else:
            left.remove(near)
            pairs.append((near, new, span))
    return pairs, left, added


def _iter_pairs(
    pairs: list[tuple[Claim, Claim, Span]], gone: list[Claim], added: list[Claim], before: Statement, after: Statement
) -> Iterator[Change]:
    for old, new, span in pairs:
        yield from _iter_moves(old, new, span, before, after)
        yield from _iter_values(old, new)
    for claim in gone:
        term = TERMS.get(claim.element, claim.element)
        yield Change(claim.line, is_old=True, words=f"no longer a {term}: {_begin(claim.span, before)} ({claim.name})")
    for claim in added:
        term = TERMS.get(claim.element, claim.element)
        yield Change(claim.line, is_old=False, words=f"now a {term}: {_begin(claim.span, after)} ({claim.name})")


def _iter_moves(old: Claim, new: Claim, span: Span, before: Statement, after: Statement) -> Iterator[Change]:
    if span.start != old.span.start:
        was = _begin(old.span, before)
        yield Change(new.line, is_old=False, words=f"{new.name} begins at {_begin(new.span, after)}, before at {was}")
    if span.end != old.span.end:
        was = _end(old.span, before)
        yield Change(new.line, is_old=False, words=f"{new.name} ends with {_end(new.span, after)}, before with {was}")


def _iter_values(old: Claim, new: Claim) -> Iterator[Change]:
    was, now = dict(old.attributes), dict(new.attributes)
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            values = [quoted(value) if (value := of.get(name)) is not None else "absent" for of in (now, was)]
            yield Change(new.line, is_old=False, words=f"{name} is {values[0]}, was {values[1]}", about=new.name)


def _begin(span: Span, statement: Statement) -> str:
    return quoted(" ".join(statement.words(Span(span.start, min(span.start + READ, span.end))).split()[:SHOWN]))


def _end(span: Span, statement: Statement) -> str:
    return quoted(" ".join(statement.words(Span(max(span.end - READ, span.start), span.end)).split()[-SHOWN:]))


def _iter_headers(old: Tree, new: Tree) -> Iterator[Change]:
    """What the headers say, statement by statement."""
    was, now = _header(old), _header(new)
    for path, words in sorted((was - now).elements()):
        yield Change(0, is_old=True, words=f"no longer in the header ({path})", about=quoted(words))
    for path, words in sorted((now - was).elements()):
        yield Change(0, is_old=False, words=f"now in the header ({path})", about=quoted(words))


def _header(tree: Tree) -> Counter[tuple[str, str]]:
    """The words and values of the header, each with the element that has it."""
    found: Counter[tuple[str, str]] = Counter()
    for header in tree.iter(f"{{{TEI}}}teiHeader"):
        for node in header.iter("*"):
            words = " ".join(" ".join([node.text or "", *[child.tail or "" for child in node]]).split())
            found.update([(_path(node), words)] if words else [])
            found.update((f"{_path(node)}/@{local(str(name))}", str(value)) for name, value in node.items())
    return found


def _path(node: etree._Element) -> str:
    names = [local(str(ancestor.tag)) for ancestor in node.iterancestors("*")]
    return "/".join([*reversed(names[:1]), local(str(node.tag))])
