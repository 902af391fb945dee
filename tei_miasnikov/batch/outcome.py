"""What became of a transcript: a small value that travels between processes and into the manifest.

Outcome("1805/smith.md", "9f2c…", Status.WARNED, counts={"turns": 42}, findings={"sum-wrong": 1})
"""

from enum import StrEnum

from msgspec import Struct


class Status(StrEnum):
    """How it ended: as `validate` would, or not at all."""

    CLEAN = "clean"
    WARNED = "warned"
    INVALID = "invalid"
    FAILED = "failed"


class Outcome(Struct, frozen=True):
    """One transcript: what was marked, what was found, how long it took.

    `key` tells the bytes of the source, its settings and the program's version; `tei` the bytes that were written.
    `findings` counts codes, errors and warnings alike; `fault` says in a line why nothing was written.
    """

    name: str
    key: str
    status: Status
    characters: int = 0
    counts: dict[str, int] = {}
    findings: dict[str, int] = {}
    errors: int = 0
    tei: str = ""
    seconds: float = 0.0
    fault: str = ""
