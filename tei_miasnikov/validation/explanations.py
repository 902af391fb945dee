"""What each code of a finding means, why it matters and how to mend it, as explanations.toml tells it.

load_explanations()["id-twice"].title      an id is given twice
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).with_name("explanations.toml")


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of one code."""

    title: str
    meaning: str
    why: str
    mend: str
    example: str


def load_explanations() -> dict[str, Explanation]:
    """All explanations, by their codes."""
    found = tomllib.loads(HOME.read_text(encoding="utf-8"))
    return {code: Explanation(**words) for code, words in found.items()}
