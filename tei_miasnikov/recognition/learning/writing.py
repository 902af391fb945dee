"""Writing: a lesson as a profile.toml, with comments for him who corrects it.

Reading the file gives the profile that was learned, so that converting with it gives the same bytes.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tei_miasnikov.recognition.learning.lesson import Lesson
from tei_miasnikov.recognition.learning.telling import assurance, tell

OPENING = """\
# Learned from {name}. Correct it by hand, and convert with it:
#     tei-miasnikov convert {name} --profile THIS-FILE
# Labels and other patterns are regular expressions; a space in them stands for any space of the source.
#
"""
COMMENTS = {
    "dates": "Whose words for dates are understood.",
    "layout": "How lines become paragraphs, and what on the page is none of the text.",
    "persons": "Whom the labels mean. A name may be corrected; the id is what `who` points to.",
    "speakers": "Labels, the most frequent first: take out what is none.",
    "labels": "What may stand about a label, whoever's it is.",
    "directions": "Stage directions: whole paragraphs, and within the words of a speech.",
    "documents": "How documents begin: by headings whose numbers go on.",
    "omission": "The sign by which the source says that it leaves something out.",
    "notes": "How the text calls its notes.",
}
PLAIN = re.compile(r"[^'\x00-\x1f\x7f]*")


def write_profile(lesson: Lesson, name: str) -> str:
    """The text of a profile.toml."""
    lines = [OPENING.format(name=name), *(f"# {line}\n" for line in tell(lesson)), "\n"]
    return "".join([*lines, *_tables(lesson)])


def _tables(lesson: Lesson) -> Iterator[str]:
    counts = _counts(lesson)
    simple = {key: value for key, value in lesson.data.items() if not _is_table(value)}
    yield from _keys(simple)
    for key, value in lesson.data.items():
        if not _is_table(value):
            continue
        yield f"\n# {COMMENTS[key]}\n"
        if isinstance(value, Mapping):
            yield f"[{key}]\n"
            yield from _keys(value)
            continue
        for number, table in enumerate(value):
            yield f"\n[[{key}]]" + (f" # {counts[number]}\n" if key == "speakers" else "\n")
            yield from _keys(table)


def _counts(lesson: Lesson) -> list[str]:
    return [f"{_times(len(one.found))}, confidence {assurance(one)}" for one in lesson.labels]


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, list) and bool(value) and isinstance(value[0], Mapping))


def _keys(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        yield f"{key} = {_value(value)}\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _string(value)
    inner = [_value(one) for one in value]
    return f"[{', '.join(inner)}]" if len(inner) < 4 else "[\n" + "".join(f"  {one},\n" for one in inner) + "]"


def _string(value: str) -> str:
    """A literal string where that is possible, else one with escapes."""
    if PLAIN.fullmatch(value):
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda sign: f"\\u{ord(sign.group()):04x}", escaped) + '"'
