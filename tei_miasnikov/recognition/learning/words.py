"""Words: what decides, in many languages, whether a word may be a label's. The lists themselves stand in words.toml."""

import tomllib
from functools import cache
from pathlib import Path

from msgspec import Struct, convert


class Words(Struct, frozen=True):
    """The lists of words.toml, in lower case."""

    titles: frozenset[str]
    particles: frozenset[str]
    offices: frozenset[str]
    never: frozenset[str]
    counters: frozenset[str]
    slugs: frozenset[str]
    questions: frozenset[str]
    answers: frozenset[str]
    nobody: frozenset[str]


@cache
def load_words() -> Words:
    """The lists, read once."""
    return convert(tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8")), Words)
