"""Extension functions: what XPath 1.0 lacks, in Python, called by lxml.

    _x:tokenize("a b", " ")      ["a", "b"]

One that meets what XPath 2.0 would refuse raises an error; the full engine then says what is wrong.
"XQuery 1.0 and XPath 2.0 Functions and Operators" (W3C 2010); XSLT 2.0, 16.3 (key).
"""

import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from lxml import etree

from tei_miasnikov.schematron.document import OPENED, string_value

Extension = Callable[..., Any]
NAMESPACE = "urn:tei-miasnikov:xpath"
_NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*")
_INTEGER = re.compile(r"\s*[+-]?\d+\s*")
_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?:Z|([+-])(\d\d):(\d\d))?\s*")
_SPAN = re.compile(r"\s*(-?)P(\d+)D\s*")


def _values(argument: object) -> list[str]:
    """The strings of what an argument holds."""
    if isinstance(argument, list):
        return [string_value(each) for each in argument]
    return [str(argument)]


def _single(argument: object) -> str:
    (value,) = _values(argument)
    return value


def _matched(pattern: re.Pattern[str], argument: object) -> re.Match[str]:
    found = pattern.fullmatch(_single(argument))
    if found is None:
        raise ValueError(argument)
    return found


def _one(_: object, nodes: list[Any]) -> list[Any]:
    if len(nodes) > 1:
        raise ValueError("more than one item")
    return nodes


def _is_number(_: object, nodes: list[Any]) -> bool:
    return bool(_matched(_NUMBER, nodes))


def _as_number(_: object, argument: object) -> float:
    return float(_matched(_NUMBER, argument)[0])


def _as_integer(_: object, argument: object) -> float:
    return float(_matched(_INTEGER, argument)[0])


def _is_integer(_: object, argument: object) -> bool:
    values = _values(argument)
    return len(values) == 1 and _INTEGER.fullmatch(values[0]) is not None


def _perhaps_integer(_: object, argument: object) -> float:
    return _as_integer(_, argument) if _is_integer(_, argument) else float("nan")


def _chosen(_: object, asked: bool, yes: float, no: float) -> float:  # noqa: FBT001 - XPath calls it
    chosen = yes if asked else no
    if chosen != chosen:
        raise ValueError("no number")
    return chosen


def _truths(_: object, true: list[Any], false: list[Any]) -> list[str]:
    return ["true"] * len(true) + ["false"] * len(false)


def _as_day(_: object, argument: object) -> float:
    found = _matched(_DAY, argument)
    sign, hours, minutes = found[4] or "+", int(found[5] or 0), int(found[6] or 0)
    offset = timedelta(hours=hours, minutes=minutes) / timedelta(days=1)
    day = date(int(found[1]), int(found[2]), int(found[3])).toordinal()
    return day - offset if sign == "+" else day + offset


def _as_span(_: object, argument: object) -> float:
    found = _matched(_SPAN, argument)
    return float(f"{found[1]}{found[2]}")


def now() -> datetime:
    """The moment of the run: that of SOURCE_DATE_EPOCH, else by the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)


def _current_date(_: object) -> float:
    return now().date().toordinal()


FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}


@cache
def _pattern(pattern: str, flags: str) -> re.Pattern[str]:
    from elementpath.regex import RegexError, translate_pattern  # it takes its time, and few rules need it

    chosen = 0
    for letter in flags:
        chosen |= FLAGS[letter]
    try:
        return re.compile(translate_pattern(pattern, chosen), chosen)
    except (re.error, RegexError) as error:
        raise ValueError(str(error)) from None


def _matches(_: object, text: str, pattern: str, flags: str = "") -> bool:
    return _pattern(pattern, flags).search(text) is not None


def _tokenize(_: object, text: str, pattern: str, flags: str = "") -> list[str]:
    if pattern == " " and not flags:
        return text.split(" ") if text else []
    found = _pattern(pattern, flags)
    if found.match(""):
        raise ValueError(pattern)
    return [text[start:end] for start, end in _between(found, text)] if text else []


def _between(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    spans = [found.span() for found in pattern.finditer(text)]
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)]
    return list(zip(starts, ends, strict=True))


def _replace(_: object, text: str, pattern: str, by: str, flags: str = "") -> str:
    found = _pattern(pattern, flags)
    if found.match("") or "\\" in by:
        raise ValueError(pattern)
    return found.sub(re.sub(r"\$(\d)", r"\\g<\1>", by), text)


def _distinct_values(_: object, nodes: list[Any]) -> list[str]:
    return list(dict.fromkeys(_values(nodes)))


def _ids(_: object, wanted: str) -> list[etree._Element]:
    ids = OPENED.get().ids
    return [ids[word] for word in dict.fromkeys(wanted.split()) if word in ids]


def _keys(_: object, name: str, wanted: object) -> list[etree._Element]:
    table = OPENED.get().key(name)
    return list(dict.fromkeys(node for value in _values(wanted) for node in table.get(value, ())))


EXTENSIONS: dict[str, Extension] = {
    "as-day": _as_day,
    "as-integer": _as_integer,
    "as-number": _as_number,
    "as-span": _as_span,
    "chosen": _chosen,
    "chosen-text": lambda _, asked, yes, no: yes if asked else no,
    "current-date": _current_date,
    "distinct-values": _distinct_values,
    "ends-with": lambda _, text, end: text.endswith(end),
    "id": _ids,
    "is-integer": _is_integer,
    "is-number": _is_number,
    "key": _keys,
    "lower-case": lambda _, text: text.lower(),
    "matches": _matches,
    "one": _one,
    "perhaps-integer": _perhaps_integer,
    "replace": _replace,
    "string-join": lambda _, nodes, separator: separator.join(_values(nodes)),
    "tokenize": _tokenize,
    "truths": _truths,
    "upper-case": lambda _, text: text.upper(),
    "words": lambda _, text: text.split(),
}
"""The extension functions, by their names in NAMESPACE; each gets lxml's context first."""
