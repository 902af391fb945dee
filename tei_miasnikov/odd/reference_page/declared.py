"""The specifications as the ODD and its sources write them: what a resolved schema does not keep of them.

declared.examples("element", "p")     the exempla of the ODD's own elementSpec, else those of the source
"""

import re
from collections import defaultdict
from functools import cached_property

from tei_miasnikov.odd.documents import Node, local, tei
from tei_miasnikov.odd.source import Library
from tei_miasnikov.odd.specifications import KINDS, iter_specs
from tei_miasnikov.odd.specs import Origin

EDITION = re.compile(r"\d+\.\d+\.\d+[a-z]?")
Specs = dict[tuple[str, str], list[Node]]


class Declared:
    """The specifications of one schema, and of what it is made from."""

    def __init__(self, origin: Origin) -> None:
        self.library: Library = origin.library
        self._origin = origin

    @cached_property
    def paths(self) -> frozenset[str]:
        """The files of the sources."""
        return frozenset(str(document.path) for document in self._origin.documents[1:])

    @cached_property
    def edition(self) -> str:
        """The release of TEI that the schema rests on, "" where its source does not say."""
        for document in self._origin.documents[1:]:
            edition = document.root.find(f"{tei('teiHeader')}//{tei('edition')}")
            found = EDITION.search("".join(map(str, edition.itertext()))) if edition is not None else None
            if found:
                return found.group()
        return ""

    def examples(self, kind: str, ident: str) -> list[Node]:
        """The exempla of a declaration."""
        return self._parts(kind, ident, "exemplum")

    def remarks(self, kind: str, ident: str) -> list[Node]:
        """The remarks of a declaration."""
        return self._parts(kind, ident, "remarks")

    def has_content(self, ident: str) -> bool:
        """Whether the ODD gives an element a content model."""
        return any(spec.find(tei("content")) is not None for spec in self._own["element", ident])

    def _parts(self, kind: str, ident: str, name: str) -> list[Node]:
        for specs in (self._own, self._of_sources):
            if found := [part for spec in specs[kind, ident] for part in spec.iterchildren(tei(name))]:
                return found
        return []

    @cached_property
    def _own(self) -> Specs:
        return _specs([self._origin.documents[0].root], self._origin.spec)

    @cached_property
    def _of_sources(self) -> Specs:
        return _specs([document.root for document in self._origin.documents[1:]], None)


def _specs(roots: list[Node], schema: Node | None) -> Specs:
    """Every specification by kind and name; of several schemaSpecs those of `schema`, and those in none."""
    found: Specs = defaultdict(list)
    for root in roots:
        for node in iter_specs(root):
            if schema is None or next(node.iterancestors(tei("schemaSpec")), schema) is schema:
                found[KINDS[local(node)], node.get("ident", "").strip()].append(node)
    return found
