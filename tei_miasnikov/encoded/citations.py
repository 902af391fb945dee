"""Archive citations: the volume, leaves and other units of the file that a document stands on.

    <bibl type="archive" corresp="#item-3">[<biblScope unit="volume" n="3">Vol. 3</biblScope>, pp. <biblScope …

Source: TEI Guidelines 3.12.2.5 (biblScope).
"""

from lxml import etree
from msgspec import Struct

from tei_miasnikov.encoded.names import iter_named, local_ids
from tei_miasnikov.encoded.words import line_of

LEAVES = frozenset(["page", "folio", "leaf", "frame"])
"""The units that count leaves, as against those that hold them."""


class Scope(Struct, frozen=True):
    """One unit of a citation: a value in `number`, or the first and last of a range in `start` and `end`."""

    unit: str
    words: str
    number: str = ""
    start: str = ""
    end: str = ""


class Citation(Struct, frozen=True):
    """A citation: its words as printed, its units, and the ids of the msItems that it points to."""

    words: str
    scopes: tuple[Scope, ...] = ()
    items: tuple[str, ...] = ()

    def unit(self, name: str) -> Scope | None:
        """The first scope of a unit, such as `volume`."""
        return next((scope for scope in self.scopes if scope.unit == name), None)

    @property
    def leaves(self) -> tuple[Scope, ...]:
        """The scopes that count pages, folios or frames."""
        return tuple(scope for scope in self.scopes if scope.unit in LEAVES)


def read_citation(document: etree._Element) -> Citation | None:
    """The citation in a document's source note, the last where there are several; None where there is none."""
    notes = [note for note in iter_named(document, "note") if note.get("type") == "source"]
    bibls = [bibl for note in notes for bibl in iter_named(note, "bibl")]
    if not bibls:
        return None
    bibl = bibls[-1]
    scopes = tuple(_scope(scope) for scope in iter_named(bibl, "biblScope"))
    return Citation(line_of(bibl), scopes, local_ids(bibl.get("corresp")))


def _scope(element: etree._Element) -> Scope:
    return Scope(
        element.get("unit", ""),
        line_of(element),
        element.get("n", ""),
        element.get("from", ""),
        element.get("to", ""),
    )
