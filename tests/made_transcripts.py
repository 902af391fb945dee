"""Transcripts made for measuring: interrogations, hearings and trials of about 5 KB, no two alike.

python tests/made_transcripts.py 20000 FOLDER        with a profile.toml for all of them

Names, places, dates, omissions, notes and citations are drawn anew for each, from the patterns of real records.
"""

import random
import sys
from calendar import month_name
from collections.abc import Iterator
from pathlib import Path

NAMES = [
    "Abramov",
    "Becker",
    "Castillo",
    "Duval",
    "Esposito",
    "Fischer",
    "Grechko",
    "Holm",
    "Ivanova",
    "Jansen",
    "Lang",
]
PLACES = ["Perm", "Riga", "Leipzig", "Lyon", "Bilbao", "Odessa", "Turin", "Tampere", "Ghent", "Kharkov"]
THINGS = ["letter", "leaflet", "meeting", "strike", "passport", "journey", "committee", "newspaper", "press"]
VERBS = ["received", "sent", "attended", "refused", "signed", "hid", "copied", "remembered", "denied", "described"]
MONTHS = list(month_name)[1:]
QUESTIONS = (
    "When did you first meet {name}?",
    "What do you know of the {thing} in {place}?",
    "Who {verb} the {thing} of {date}?",
    "Were you in {place} on {date}?",
    "Why do you deny that {name} {verb} the {thing}?",
)
ANSWERS = (
    "I {verb} the {thing} in {place}, on {date}.",
    "{name} {verb} it; I was in {place} at that time, until {year}.",
    "I don't remember. It may have been in the spring of {year}.",
    "The {thing} was kept by {name}, who {verb} it, and I saw it only once, in {month} {year}.",
    "No. /.../ In {place} nobody {verb} a {thing}.",
)
PROFILE = """\
language = "en"

[documents]
heading = '(?P<number>\\d+)\\. Record'
subtypes = { interrogation = "Record of interrogation" }

[[speakers]]
label = "Q"
delimiters = ["."]
role = "interrogator"
turn = "question"

[[speakers]]
label = "A"
delimiters = ["."]
role = "witness"
turn = "answer"

[omission]
sign = '/\\.\\.\\./'
"""


def filled(pattern: str, chance: random.Random) -> str:
    """A sentence with all its blanks filled."""
    year = chance.randint(1895, 1956)
    month = chance.choice(MONTHS)
    return pattern.format(
        name=f"{chance.choice('ABCDEGIKLMNPSV')}. {chance.choice(NAMES)}",
        place=chance.choice(PLACES),
        thing=chance.choice(THINGS),
        verb=chance.choice(VERBS),
        year=year,
        month=month,
        date=f"{month} {chance.randint(1, 28)} {year}",
    )


def iter_blocks(chance: random.Random, size: int) -> Iterator[str]:
    """The blocks of one transcript, about `size` characters of them."""
    length = 0
    for number in range(1, 100):
        yield f"## {number}. {filled('Record of interrogation of {name}; {date}', chance)}"
        for _ in range(chance.randint(4, 14)):
            for block in (f"Q. {filled(chance.choice(QUESTIONS), chance)}", f"A. {answer(chance)}"):
                length += len(block) + 2
                yield block
        if length > size:
            return


def answer(chance: random.Random) -> str:
    """One to five sentences."""
    return " ".join(filled(chance.choice(ANSWERS), chance) for _ in range(chance.randint(1, 5)))


def make(count: int, folder: Path, size: int = 5_000) -> None:
    """Write the transcripts, a hundred to a folder, and their profile."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "profile.toml").write_text(PROFILE, encoding="utf-8")
    for number in range(count):
        place = folder / f"{number // 100:04}"
        place.mkdir(exist_ok=True)
        text = "\n\n".join(iter_blocks(random.Random(number), size))  # noqa: S311 - no secret
        (place / f"{number:06}.md").write_text(f"# Records, file {number}\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
