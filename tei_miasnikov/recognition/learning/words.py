"""Words: what decides, in many languages, whether a word may be a label's. The lists themselves stand in words.toml."""

import tomllib
from functools import cache, cached_property
from pathlib import Path

from msgspec import Struct, convert


class Words(Struct, frozen=True, dict=True):
    """The lists of words.toml, in lower case."""

    titles: frozenset[str]
    particles: frozenset[str]
    offices: frozenset[str]
    never: frozenset[str]
    counters: frozenset[str]
    slugs: frozenset[str]
    pairs: tuple[tuple[str, str], ...]
    roles: frozenset[str]
    honorifics: frozenset[str]
    nobody: frozenset[str]
    ordinals: frozenset[str]
    casts: frozenset[str]

    @cached_property
    def questions(self) -> frozenset[str]:
        """The signs of questions."""
        return frozenset(question for question, _ in self.pairs)

    @cached_property
    def answers(self) -> frozenset[str]:
        """The signs of answers."""
        return frozenset(answer for _, answer in self.pairs)

    def pair(self, labels: set[str]) -> tuple[str, str] | None:
        """The first pair both of whose signs are among these labels."""
        return next((pair for pair in self.pairs if labels.issuperset(pair)), None)


@cache
def load_words() -> Words:
    """The lists, read once."""
    return convert(tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8")), Words)
