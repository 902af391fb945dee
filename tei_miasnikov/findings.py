"""A fault in a document: where it is, what it is, the words concerned, and what to do.

Findings are collected, never raised: all of them reach the user, in the order of their places.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave: an error is invalid or broken; a warning wants an editor's eye; an info only tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The line of the document where a finding stands, cut to a readable length, and what of it is meant."""

    line: str
    start: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in one document.

    `code` is the stable name of the kind of fault; `line` and `column` count from 1, 0 where unknown; `words` are
    those of the document; `hint` says what to do; `source` is the judge: xml, schema, schematron, pointer, project.
    """

    code: str
    message: str
    path: str = ""
    line: int = 0
    column: int = 0
    words: str = ""
    hint: str = ""
    severity: Severity = Severity.WARNING
    source: str = "project"
    xpath: str = ""
    excerpt: Excerpt | None = None

    def __str__(self) -> str:
        """`path:line:column: CODE message`, then the words and the hint, each on a line of its own."""
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        lines = [f"{place}: {self.code} {self.message}", self.words, self.hint]
        return "\n    ".join(line for line in lines if line)
