"""People: those whom header.toml names, and the words that mean them.

[[persons]] id = "miasnikov", name = "G. I. Miasnikov", aliases = ["G. I. Myasnikov"]
"""

import re
from functools import lru_cache

from msgspec import Struct

from tei_miasnikov.recognition.spelling import spelled


class Person(Struct, frozen=True, forbid_unknown_fields=True):
    """One person: the id that @who points to, the name, and the labels and spellings that mean this person."""

    id: str
    name: str
    role: str = ""
    aliases: tuple[str, ...] = ()
    uri: str = ""
    birth: str = ""
    death: str = ""


@lru_cache(maxsize=16)
def names(people: tuple[Person, ...]) -> re.Pattern[str] | None:
    """A pattern that finds any name of these people, the longest first; None where there are none."""
    known = sorted({name for person in people for name in (person.name, *person.aliases)}, key=lambda n: (-len(n), n))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(spelled, known)) + r")(?!\w)") if known else None


def person_named(people: tuple[Person, ...], name: str) -> str | None:
    """The id of the one person whom a name means."""
    name = " ".join(name.split())
    ids = [person.id for person in people if name in (person.name, *person.aliases)]
    return ids[0] if len(ids) == 1 else None
