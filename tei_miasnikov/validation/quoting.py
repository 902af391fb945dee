"""Words of a document in a message: on one line, short, and without what a terminal would take for an order.

quoted("a\\nb")          "a b"
"""

import re

MOST = 60
"""So many characters of a value are shown."""
_UNSPEAKABLE = re.compile(r"[^\S ]|[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def quoted(text: str) -> str:
    """The text between quotes, cut where it is long."""
    words = speakable(" ".join(text[: MOST * 20].split()))
    return f'"{words[:MOST]}…"' if len(words) > MOST else f'"{words}"'


def speakable(text: str) -> str:
    """The text with control characters, marks of direction and broken halves of characters written as `\\u0007`."""
    return _UNSPEAKABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def local(tag: str) -> str:
    """The name without its namespace."""
    return tag.rpartition("}")[2]


def namespace(tag: str) -> str:
    """The namespace of a name, empty where it has none."""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def listed(names: list[str], conjunction: str = "or") -> str:
    """`a, b or c`."""
    return f" {conjunction} ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
