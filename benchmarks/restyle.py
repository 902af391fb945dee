"""Whether the manner of the labels matters: three plays of our own, printed in many manners, and scored in each.

python benchmarks/restyle.py             F1 of each play in each manner
python benchmarks/restyle.py FOLDER      write the texts there as well, to look at

What is said is the same everywhere (tests/fixtures/transcripts/plays). How it is printed is a row of MANNERS.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from textwrap import fill
from typing import Any, NamedTuple

from tei_miasnikov.pipeline import Settings, convert_source
from tei_miasnikov.text.source import decode
from tests.turns import Turn, found_turns, score, words

PLAYS = Path(__file__).parents[1] / "tests" / "fixtures" / "transcripts" / "plays"


class Manner(NamedTuple):
    """How speeches are printed.

    `label` is a format of what the cast says of a voice (`FIRST` in capitals, `First` as it is written, `F` the
    initial), of `n` and `time`, which count the speeches, and of `aside`, the manner of speaking after a comma. Where
    it ends in a line's end, it stands alone on its line. Lines are wrapped at `width` (0: not at all); the first of a
    speech is indented by `indent`, the others by `hang`; `gap` parts the speeches.
    """

    name: str
    label: str
    width: int = 0
    indent: int = 0
    hang: int = 0
    gap: str = "\n\n"
    brackets: str = "()"
    suffix: str = "txt"
    numbered_pages: bool = False


MANNERS = (
    Manner("capitals, colon", "{FIRST}: "),
    Manner("capitals, colon, wrapped", "{FIRST}: ", 70),
    Manner("capitals, colon, wrapped, no blank lines", "{FIRST}: ", 70, gap="\n"),
    Manner("capitals, colon, wrapped, page numbers", "{FIRST}: ", 70, numbered_pages=True),
    Manner("mixed case, colon", "{First}: "),
    Manner("mixed case, colon, wrapped, no blank lines", "{First}: ", 64, gap="\n"),
    Manner("first and last name, colon", "{First} {Last}: "),
    Manner("capitals, full stop", "{FIRST}. "),
    Manner("capitals, full stop, hanging", "{FIRST}. ", 66, 0, 4, "\n"),
    Manner("capitals, comma and manner, full stop", "{FIRST}{aside}. "),
    Manner("mixed case, full stop", "{First}. "),
    Manner("mixed case, full stop, wrapped", "{First}. ", 72),
    Manner("capitals, full stop and long dash", "{FIRST}.— "),
    Manner("mixed case, full stop and hyphen", "{First}.- "),
    Manner("capitals, spaced dash", "{FIRST} – "),
    Manner("mixed case, spaced long dash, indented", "{First} — ", 68, 4, 0),
    Manner("initials, colon", "{F}{L}: "),
    Manner("initials with points, colon", "{F}. {L}.: "),
    Manner("title and capitals, full stop, indented", "{Title} {LAST}. ", 68, 4, 0, "\n", "[]"),
    Manner("title and name, colon", "{Title} {First} {Last}: ", 72),
    Manner("role in parentheses, colon", "{First} {Last} ({role}): ", 72),
    Manner("role in parentheses, dash, capitals", "{FIRST} {LAST} ({role}) — ", 60, 4, 0),
    Manner("capitals alone on a line", "{FIRST}\n"),
    Manner("capitals alone on a line, wrapped, brackets", "{FIRST}\n", 60, brackets="[]"),
    Manner("capitals and full stop alone on a line", "{FIRST}.\n", 72),
    Manner("mixed case alone on a line", "{First} {Last}\n"),
    Manner("mixed case and colon alone on a line", "{First}:\n", 72),
    Manner("capitals, centred", "{FIRST:^64}\n", 64),
    Manner("capitals, deep indent, speech indented", "                      {FIRST}\n", 50, 10, 10),
    Manner("time, mixed case, colon", "[{time}] {First}: "),
    Manner("name, time, alone on a line", "{First} {Last} {time}\n"),
    Manner("chevrons, capitals, colon", ">> {FIRST}: ", 40, gap="\n"),
    Manner("angle brackets", "<{First}> ", gap="\n"),
    Manner("number, capitals, colon", "{n}. {FIRST}: ", gap="\n"),
    Manner("capitals and a gap", "{FIRST:<14}", 76, 0, 14, "\n"),
    Manner("mixed case and a tabulator", "{First}\t", gap="\n"),
    Manner("bold, mixed case, colon within", "**{First} {Last}:** ", suffix="md"),
    Manner("bold, capitals, no delimiter", "**{FIRST}** ", suffix="md"),
    Manner("bold, mixed case, full stop outside", "**{First}**. ", suffix="md"),
    Manner("italics, mixed case, full stop within", "*{First}.* ", suffix="md"),
    Manner("bold, alone on a line", "**{First} {Last}**\n\n", suffix="md"),
    Manner("third heading", "### {First} {Last}\n\n", suffix="md"),
    Manner("mixed case, spaced colon", "{First} : "),
    Manner("capitals, colon, no blank", "{FIRST}:", gap="\n"),
    Manner("lower case, colon", "{first}: ", gap="\n"),
    Manner("lower-case initial, colon", "{first[0]}{last[0]}: ", 70, 0, 4, "\n"),
    Manner("capitals, long dash, no blank", "{FIRST}—", 70),
    Manner("capitals, one blank", "{FIRST} ", 66, gap="\n"),
    Manner("capitals, manner in parentheses, colon", "{FIRST}{bracketed}: ", 70),
    Manner("bullet, mixed case, colon", "• {First}: ", 70),
    Manner("dash, mixed case, colon", "– {First}: ", gap="\n"),
    Manner("list item, bold, colon outside", "- **{First}**: ", gap="\n", suffix="md"),
    Manner("quotation, bold, colon within", "> **{First}:** ", suffix="md"),
    Manner("speaker number, colon", "Speaker {number}: "),
    Manner("speaker number, time, alone on a line", "Speaker {number}  {time}\n"),
    Manner("number without a point, capitals, colon", "{n}  {FIRST}: ", gap="\n"),
    Manner("time without brackets, capitals", "{time} {FIRST}: ", 70, gap="\n"),
    Manner("time in parentheses after the label", "{First} ({time}): "),
    Manner("time in columns, initials", "{time}   {F}{L}   ", 72, 0, 16),
    Manner("underscores, mixed case, full stop", "_{First}._ ", 72),
    Manner("capitals, two words, full stop, run on", "{FIRST} {LAST}. ", 72, 2, 0, "\n"),
    Manner("last name first, colon", "{Last}, {First}: "),
    Manner("right-hand colon under a gap", "{FIRST:>12}: ", 70, 0, 14, "\n"),
)


PLACES = re.compile(r"\{(?:aside|bracketed)\}")
"""Where the manner of speaking stands in a label."""
COUNTS = re.compile(r"\{(?:n|time)\}")


class Play(NamedTuple):
    """A play as plain values; see the files."""

    title: str
    language: str
    said: list[list[str]]
    cast: dict[str, list[str]]


def read_play(path: Path) -> Play:
    """A play from its file."""
    return Play(**tomllib.loads(path.read_text(encoding="utf-8")))


def fields(play: Play, who: str, at: int, aside: str) -> dict[str, Any]:
    """What the format of a label can name."""
    title, first, last, role = play.cast[who]
    return {
        **{"Title": title, "role": role, "number": list(play.cast).index(who) + 1},
        **{"First": first, "FIRST": first.upper(), "first": first.lower(), "F": first[0].upper()},
        **{"Last": last, "LAST": last.upper(), "last": last.lower(), "L": last[0].upper()},
        **{"said": aside, "aside": aside and f", {aside}", "bracketed": aside and f" ({aside})"},
        **{"n": at, "time": f"00:{at // 6:02}:{at % 6 * 10:02}"},
    }


def printed(play: Play, manner: Manner) -> str:
    """The play in this manner."""
    blocks = list(_blocks(play, manner))
    if manner.numbered_pages:
        blocks = [f"{block}{_page(at)}" for at, block in enumerate(blocks, 1)]
    text = manner.gap.join(blocks) + "\n"
    return text.translate(str.maketrans("()", manner.brackets)) if manner.brackets != "()" else text


def _page(at: int) -> str:
    return "" if at % 12 else f"\n\n{at // 12:>40}"


def _blocks(play: Play, manner: Manner) -> Iterator[str]:
    yield f"{'# ' if manner.suffix == 'md' else ''}{play.title}\n"
    for at, (who, speech, *aside) in enumerate(play.said):
        if who == "#":
            yield f"\n{'## ' if manner.suffix == 'md' else ''}{speech}\n"
        elif not who:
            yield f"({speech})" if manner.gap == "\n\n" else f"\n({speech})\n"
        else:
            yield _speech(fields(play, who, at, "".join(aside)), speech, manner)


def _speech(voice: dict[str, Any], speech: str, manner: Manner) -> str:
    label = manner.label.format_map(voice)
    if voice["said"] and not PLACES.search(manner.label):
        speech = f"({voice['said']}) {speech}"
    if label.endswith("\n"):
        return f"{label.rstrip(' ')}{_wrapped(speech, manner)}"
    return _wrapped(label + speech, manner)


def _wrapped(text: str, manner: Manner) -> str:
    if not manner.width:
        return " " * manner.indent + text
    first, rest = " " * manner.indent, " " * manner.hang
    return fill(text, manner.width, initial_indent=first, subsequent_indent=rest, expand_tabs=False,
                replace_whitespace=False, break_on_hyphens=False)  # fmt: skip


def expected(play: Play, manner: Manner) -> list[Turn]:
    """The turns, whatever the manner: the label without number, time and manner of speaking."""
    pattern = COUNTS.sub("", manner.label)
    return [
        Turn(words(pattern.format_map(fields(play, who, 0, ""))), words(speech))
        for who, speech, *_ in play.said
        if who in play.cast
    ]


def f1(play: Play, manner: Manner) -> float:
    """How well the turns of the play in this manner are found."""
    source = decode(printed(play, manner).encode(), f"play.{manner.suffix}")
    return score(expected(play, manner), found_turns(convert_source(source, Settings()).tei)).f1


def write_all(folder: Path, plays: dict[str, Play]) -> None:
    """Each play in each manner, as a file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, play in plays.items():
        for manner in MANNERS:
            path = folder / f"{manner.name.replace(', ', '-').replace(' ', '_')}.{name}.{manner.suffix}"
            path.write_text(printed(play, manner), encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    plays = {path.stem: read_play(path) for path in sorted(PLAYS.glob("*.toml"))}
    for folder in arguments:
        write_all(Path(folder), plays)
    print(f"{'manner':46}" + "".join(f"{name:>14}" for name in plays))
    table = [[f1(play, manner) for play in plays.values()] for manner in MANNERS]
    for manner, row in zip(MANNERS, table, strict=True):
        print(f"{manner.name:46}" + "".join(f"{value:14.3f}" for value in row))
    print(
        f"{f'{len(MANNERS)} manners: mean':46}"
        + "".join(f"{mean(column):14.3f}" for column in zip(*table, strict=True))
    )


if __name__ == "__main__":
    main(sys.argv[1:])
