"""The stream: the pieces of a word processor's file as they come, one paragraph a line.

    stream.open(Opening("heading", 1)); stream.write("Preface"); stream.close()

Numbers that the program prints by itself (of notes, of items) are text like what was typed. What is left out stands in
the source all the same, under the rule that leaves it out.
"""

import re
from collections.abc import Iterator

from tei_miasnikov.text.pieces import Closing, Opening, Piece, Remark, Words, taken_off, text

BREAK = re.compile(r"\n|[^\n]+")


class Stream:
    """Collects the pieces of one file."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._hidden: list[str] = []

    def open(self, opening: Opening) -> None:
        """A block begins."""
        self.pieces.append(opening)

    def close(self) -> None:
        """The block ends, and with it the line."""
        self.tell_hidden()
        self.pieces += [Closing(), text("\n")]

    def write(self, words: str, rends: tuple[str, ...] = (), link: str = "", calls: str = "") -> None:
        """Text, its line breaks marked."""
        for found in BREAK.finditer(words):
            sign = "lb" if found[0] == "\n" else ""
            self.pieces.append(Words(found[0], found[0], "", rends, link, calls, sign))

    def page(self) -> None:
        """A page break."""
        self.pieces.append(text("\f"))

    def leave_out(self, words: str, rule: str) -> None:
        """Words that the text does not have."""
        if words:
            self.pieces.append(taken_off(words, rule))

    def hide(self, words: str) -> None:
        """Words that the program does not show; they are told at the end of the block."""
        self._hidden.append(words)
        self.leave_out(words, "hidden text")

    def tell_hidden(self) -> None:
        """One remark for what is hidden here."""
        words = "".join(self._hidden)
        self._hidden.clear()
        if words.strip():
            self.remark("text-hidden", "hidden text is left out", words, "show it in the word processor if it is text")

    def remark(self, code: str, message: str, words: str = "", hint: str = "") -> None:
        """What an editor should know of this place."""
        self.pieces.append(Remark(code, message, words, hint))

    def remark_at(self, place: int, remark: Remark) -> None:
        """A remark that is only known later; `place` is the number of pieces before it."""
        self.pieces.insert(place, remark)

    def aside(self, words: str, rule: str) -> None:
        """Words outside of the running text (a comment, a running head), on a line of their own."""
        self.leave_out(words + "\n", rule)

    def __iter__(self) -> Iterator[Piece]:
        return iter(self.pieces)


def letters(number: int, alphabet: str) -> str:
    """A number as letters: a … z, then aa, bb …, as word processors count."""
    if number < 1:
        return str(number)
    return alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) % 100 + 1)


def roman(number: int) -> str:
    """A number in Roman numerals, in lower case."""
    if not 0 < number < 4000:
        return str(number)
    numerals = ""
    for value, sign in ROMAN:
        numerals += sign * (number // value)
        number %= value
    return numerals


ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
