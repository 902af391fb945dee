"""Cases as text files: a title, then sections `== odd`, `== valid`, `== invalid`, `== findings`.

The schemaSpec stands in `odd`; its first line is line 1 of the ODD made from it. Documents stand one to a line; they
are in the TEI namespace unless they say otherwise. A finding is `LINE CODE words of its message`; LINE 0 is a line of
the source. Findings are all there must be: none without the section.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures" / "odd"
TINY = FIXTURES / "tiny.xml"
GRAMMARS = FIXTURES / "grammars"
SHARED = Path(__file__).parents[2].parent / "shared" / "tei"
OPENING = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:rng="http://relaxng.org/ns/structure/1.0"><text><body>'
    "{}</body></text></TEI>"
)

WriteOdd = Callable[..., Path]
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no TEI data in {SHARED}")


@dataclass(frozen=True)
class Case:
    title: str
    odd: str
    valid: tuple[str, ...] = ()
    invalid: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


def read_case(path: Path) -> Case:
    title, *sections = path.read_text(encoding="utf-8").split("\n== ")
    parts = dict(section.split("\n", 1) for section in sections)
    lines = {name: tuple(text.strip().splitlines()) for name, text in parts.items() if name != "odd"}
    return Case(title.strip(), parts["odd"], **lines)


@pytest.fixture
def write_odd(tmp_path: Path) -> WriteOdd:
    """Write an ODD around a schemaSpec, whose first line is the first of the file."""

    def write(spec: str, name: str = "my.odd") -> Path:
        path = tmp_path / name
        path.write_text(OPENING.format(spec), encoding="utf-8")
        return path

    return write
