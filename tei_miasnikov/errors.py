"""Faults in a call.

TeiMiasnikovError          every one of them; `exit_status` is what the program ends with
├── UsageError        2    options that contradict each other, an unknown name
├── UnusableError     3    something that can't be read or used
│   ├── SourceError        a transcript or a TEI file: missing, binary, in another encoding, too deep …
│   ├── ProfileError       profile.toml or header.toml: a bad pattern, an unknown key …
│   ├── SchemaError        a grammar: not found, broken …
│   └── OutputError        a place that can't be written, or a file that stands there already
└── ProofError        4    a conversion whose account of characters does not close: a fault of ours

A fault in a *document* is no exception but a `Finding` (findings.py).
"""

from typing import ClassVar


class TeiMiasnikovError(Exception):
    """A fault in a call, said in one line: where, what, and what to do."""

    exit_status: ClassVar[int] = 4


class UsageError(TeiMiasnikovError):
    """The call itself makes no sense."""

    exit_status = 2


class UnusableError(TeiMiasnikovError):
    """Something that the call names can't be read or used."""

    exit_status = 3


class SourceError(UnusableError):
    """A transcript or a TEI file can't be read."""


class ProfileError(UnusableError):
    """A profile or a header can't be used."""


class SchemaError(UnusableError):
    """A grammar is not found, or is broken."""


class OutputError(UnusableError):
    """An output place can't be written."""


class ProofError(TeiMiasnikovError):
    """A conversion's account of characters does not close; nothing was written."""
