"""CSV: a row a turn, for spreadsheets and statistics (RFC 4180, UTF-8).

    document,date,speaker,role,label,text,source_lines,citation,turn,kind
    2,1945-01-18,,interrogator,Q.,Why did you flee abroad?,75,"Vol. 3, pp. 31, 32, 34-36",doc-2-s1,question

Paragraphs of a turn are lines of its cell. A speaker whom the source does not name has no name here either.
"""

import csv
import io
from collections.abc import Iterator

from tei_miasnikov.encoded import Document, Publication, Turn
from tei_miasnikov.exports.dates import iso_date
from tei_miasnikov.exports.descriptions import cited
from tei_miasnikov.exports.material import Export, Material, single
from tei_miasnikov.exports.source_lines import SourceLines, find_source_lines

COLUMNS = ("document", "date", "speaker", "role", "label", "text", "source_lines", "citation", "turn", "kind")


def export(material: Material) -> Export:
    """The turns as rows."""
    lines, findings = find_source_lines(material)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(material.publication, lines))
    return single(material, ".csv", written.getvalue().encode(), findings)


def _rows(publication: Publication, lines: SourceLines | None) -> Iterator[tuple[str, ...]]:
    for document in publication.documents:
        for turn in document.turns:
            yield _row(publication, document, turn, lines.of(turn.element) if lines else "")


def _row(publication: Publication, document: Document, turn: Turn, lines: str) -> tuple[str, ...]:
    persons = publication.persons_of(turn.who)
    return (
        document.number or document.id,
        iso_date(document.date),
        "; ".join(person.name for person in persons if person.name),
        "; ".join(dict.fromkeys(person.role for person in persons if person.role)),
        turn.label,
        turn.words,
        lines,
        cited(document),
        turn.id,
        turn.kind,
    )
