"""Transcripts: which source belongs to which file.

A file made by this program names the SHA-256 of its source; other files take theirs in the order of both.
"""

from collections.abc import Sequence

from tei_miasnikov.encoded import Publication
from tei_miasnikov.text.source import Source


def assign(publications: Sequence[Publication], sources: Sequence[Source]) -> list[Source | None]:
    """The source of each file, None where there is none for it."""
    by_sum = {source.sha256: source for source in sources}
    named = [by_sum.get(_sum(publication)) for publication in publications]
    taken = {source.sha256 for source in named if source}
    rest = iter([source for source in sources if source.sha256 not in taken])
    return [source or next(rest, None) for source in named]


def is_the_named(publication: Publication, source: Source) -> bool:
    """Whether a source is byte for byte the one that the file names, or the file names none."""
    return _sum(publication) in ("", source.sha256)


def _sum(publication: Publication) -> str:
    return publication.header.source.sha256 if publication.header.source else ""
