"""The bench: who sat in court, listed before the first turn.

    Chairperson: Colonel-General V. V. Ulrich        role, and the actor's name with his rank
    Members: Major-General of the judiciary A. M. Orlov
    Major-General of the judiciary I. O. Matulevich  another member, without the role

It looks like turns and is none: at least two of the profile's `bench` roles follow each other, and no line of it is
a sentence. Source: TEI Guidelines 7.1.4 (cast lists).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from tei_miasnikov.recognition.labels import NOISE
from tei_miasnikov.recognition.people import Person, names, person_named
from tei_miasnikov.text.span import Annotation, Span, annotate

LONGEST = 12
"""A line of the bench has at most so many words."""
SENTENCE = re.compile(r"[?!]|[a-z]{3,}\.\s")
AND = re.compile(r",?\s+(?:and|und|et|y|и)\s+|;\s*")


@lru_cache(maxsize=16)
def role_pattern(roles: tuple[str, ...]) -> re.Pattern[str]:
    """A line that begins with one of these roles."""
    return re.compile(
        rf"{NOISE}(?P<role>{'|'.join(roles) or '(?!)'})(?P<delimiter>\s*[:–—-]\s*)(?P<actors>\S.*)", re.DOTALL
    )


def bench_lines(lines: list[str], roles: tuple[str, ...], people: tuple[Person, ...]) -> int:
    """How many of these lines, from the first on, are a bench; 0 where they are none."""
    pattern, known = role_pattern(roles), names(people)
    count = opened = 0
    for line in lines:
        if len(line.split()) > LONGEST or SENTENCE.search(line):
            break
        has_role = pattern.match(line) is not None
        if not has_role and not (count and known and known.search(line)):
            break
        count, opened = count + 1, opened + has_role
    return count if opened > 1 else 0


def encode_bench(
    lines: list[tuple[Span, str]], roles: tuple[str, ...], people: tuple[Person, ...]
) -> Iterator[Annotation]:
    """castList, castGroup for a role that goes on without its name, castItem, role, actor."""
    pattern = role_pattern(roles)
    yield annotate(Span(lines[0][0].start, lines[-1][0].end), "castList")
    for group in _by_role(lines, pattern):
        if len(group) > 1:
            yield annotate(Span(group[0][0].start, group[-1][0].end), "castGroup")
        for span, words in group:
            yield annotate(span, "castItem")
            found = pattern.match(words)
            if found:
                yield annotate(Span(*found.span("role")).shift(span.start), "role")
            start = found.start("actors") if found else 0
            for actor in _actors(words[start:], people):
                yield actor.shift(span.start + start)


def _by_role(lines: list[tuple[Span, str]], pattern: re.Pattern[str]) -> list[list[tuple[Span, str]]]:
    groups: list[list[tuple[Span, str]]] = []
    for line in lines:
        if pattern.match(line[1]) or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups


def _actors(words: str, people: tuple[Person, ...]) -> Iterator[Annotation]:
    """Each name with its rank; several where they are joined by "and" and each is known."""
    words = words.rstrip(" .,;")
    known = names(people)
    breaks = [Span(*found.span()) for found in AND.finditer(words)]
    parts = [
        Span(start, end)
        for start, end in zip([0, *(b.end for b in breaks)], [*(b.start for b in breaks), len(words)], strict=True)
    ]
    if not all(known and known.search(part.of(words)) for part in parts):
        parts = [Span(0, len(words))]
    for part in parts:
        named = known.search(part.of(words)) if known else None
        person = person_named(people, named.group()) if named else None
        yield annotate(part, "actor", ref=f"#{person}" if person else None)
