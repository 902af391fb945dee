"""How learning grows with the text: the processor's seconds for 1, 3 and 10 MB of an invented hearing and a play.

python benchmarks/learning.py            the curve; a line that does not grow faster than the text is what is wanted
"""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from random import Random
from textwrap import fill

from tei_miasnikov.recognition.learning.lesson import learn
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.source import Source

SIZES = (1, 3, 10)
NAMES = ("Senator Harrow", "Mr. Gray", "Ms. Quill", "The Chairman", "Dr. Sloane", "Senator Finch", "Mrs. Ibbot")
WORDS = (
    "I was asked whether the ferry had been seen on the night in question and I said that it had not been seen by "
    "anyone who would admit to having been awake, which in our town is nobody, as the record of 1931 will show. "
)
LINES = (
    "The bell has struck, and nobody has heard it,",
    "for all the town is under water now",
    "(Rises.)",
    "and we with it.",
)


def voices() -> Iterator[str]:
    """Names in no order, and always the same."""
    chance = Random(1938)  # noqa: S311
    while True:
        yield chance.choice(NAMES)


def hearing(size: int) -> str:
    """Turns wrapped at 65 signs, their first lines indented, with page marks between."""
    pieces, length = [], 0
    for number, name in enumerate(voices()):
        words = fill(f"    {name}. {WORDS * (1 + number % 3)}", 65)
        pieces.append(words + "\n" + (f"\n[[Page {number}]]\n\n" if number % 40 == 39 else ""))
        length += len(pieces[-1])
        if length >= size:
            break
    return "".join(pieces)


def play(size: int) -> str:
    """Labels in capitals on lines of their own, lines of verse, directions."""
    speech = "\n" + "\n".join(LINES) + "\n\n"
    return "".join(name.split()[-1].upper() + speech for name in islice(voices(), size // len(speech)))


KINDS: dict[str, Callable[[int], str]] = {"hearing": hearing, "play": play}


def main() -> int:
    """Print the curve."""
    gc.set_threshold(1_000_000)
    for kind, make in KINDS.items():
        for size in SIZES:
            reading = read(Source(f"{kind}.txt", make(size * 1_000_000), "", "utf-8"))
            start = time.process_time()
            lesson = learn(reading)
            seconds = time.process_time() - start
            turns = sum(len(one.found) for one in lesson.labels)
            found = f"{turns} turns of {len(lesson.labels)} labels"
            print(f"{kind:8} {size:3} MB  {seconds:6.2f} s  {seconds / size:5.2f} s/MB  {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
