"""Where a declaration stands, and the faults found there.

Every fault has a code of the table `FAULTS`, which gives its gravity and what to do:

    faults.add("odd-unknown-key", place, "no module has the name 'heder' (near: header)", 'key="heder"')
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from tei_miasnikov.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file."""

    path: str
    line: int


NOWHERE = Place("", 0)

FAULTS: dict[str, tuple[Severity, str]] = {
    "odd-unknown-key": (Severity.ERROR, "correct the name, or bring in the module that declares it"),
    "odd-unknown-deleted": (Severity.WARNING, "take the deletion out: there is nothing to delete"),
    "odd-no-effect": (
        Severity.WARNING,
        "bring it in with moduleRef/@include, elementRef or classRef, or take this out",
    ),
    "odd-mode": (Severity.ERROR, "@mode is one of add, change, replace, delete"),
    "odd-value": (Severity.ERROR, "use one of the values that TEI gives for this attribute"),
    "odd-occurs": (
        Severity.ERROR,
        "@minOccurs is a number no greater than @maxOccurs, which is a number or 'unbounded'",
    ),
    "odd-circular-class": (Severity.ERROR, "take one of the memberOf elements out"),
    "odd-circular-group": (Severity.ERROR, "take one of the specGrpRef elements out"),
    "odd-circular-source": (Severity.ERROR, "no ODD can be its own source: name another in @source"),
    "odd-duplicate": (Severity.ERROR, "give it another @ident, or use mode='change' or mode='replace'"),
    "odd-duplicate-attribute": (Severity.ERROR, "delete the attribute in one of the classes, or leave one of them"),
    "odd-deleted-required": (Severity.WARNING, "change the content model as well, or keep the element"),
    "odd-list-without-mode": (
        Severity.WARNING,
        "write mode='replace' on the valList (or add, change); without it the reference compilers keep the old list",
    ),
    "odd-list-of-change": (
        Severity.WARNING,
        "give the whole attribute: mode='replace' on the attDef, and its datatype; else any value is allowed, as the"
        " reference compilers have it",
    ),
    "odd-dangling": (Severity.WARNING, "declare the pattern, or name one that exists; the schema is made without it"),
    "odd-embedded": (Severity.ERROR, "correct the RELAX NG; the schema is made without this pattern"),
    "odd-foreign": (Severity.ERROR, "put the grammar in a folder given with --include; nothing is fetched"),
    "odd-foreign-clash": (Severity.WARNING, "give the grammar's patterns a prefix: moduleRef/@prefix"),
    "odd-xinclude": (Severity.ERROR, "only files in the ODD's folder or an --include folder are included"),
    "odd-source": (Severity.ERROR, "put the source in the ODD's folder or a folder given with --include"),
    "odd-source-release": (Severity.WARNING, "give that release as the source if the schema must rest on it"),
    "odd-unsupported": (Severity.ERROR, "say it another way: this compiler does not know it"),
    "odd-missing": (Severity.ERROR, "supply what TEI requires here"),
    "odd-start": (Severity.ERROR, "name elements of this schema in schemaSpec/@start"),
}


@dataclass(slots=True)
class Faults:
    """The faults of one compilation, each said once, sorted by place when asked for."""

    seen: dict[Finding, None] = field(default_factory=dict)

    def add(self, code: str, place: Place, message: str, words: str = "") -> None:
        """Note a fault of the table at a place."""
        severity, hint = FAULTS[code]
        found = Finding(code, message, place.path, place.line, 0, words, hint, severity, "schema")
        self.seen.setdefault(found)

    def findings(self) -> tuple[Finding, ...]:
        """All of them, in the order of their places."""
        return tuple(sorted(self.seen, key=lambda found: (found.path, found.line, found.code, found.message)))


def near(key: str, known: Iterable[str]) -> str:
    """What resembles a key, in brackets; nothing where nothing does."""
    found = get_close_matches(key, sorted(known), n=3, cutoff=0.7)
    return f" (near: {', '.join(found)})" if found else ""
