"""From transcripts to TEI P5: speakers, dates, archive citations and notes, nothing lost, and the proof of it.

    conversion = tei_miasnikov.convert("letter.md", profile="profile.toml", header="header.toml")
    proof = tei_miasnikov.prove("letter.md", "letter.xml")
    findings = tei_miasnikov.validate(["letter.xml"])

A public name is imported when it is used, so that the command line starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tei_miasnikov.collation.proving import Proof, prove
    from tei_miasnikov.findings import Finding, Severity
    from tei_miasnikov.pipeline import Conversion, convert
    from tei_miasnikov.validation.judgement import validate

__all__ = ["Conversion", "Finding", "Proof", "Severity", "convert", "prove", "validate"]

_HOME = {
    "Conversion": "pipeline",
    "Finding": "findings",
    "Proof": "collation.proving",
    "Severity": "findings",
    "convert": "pipeline",
    "prove": "collation.proving",
    "validate": "validation.judgement",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
