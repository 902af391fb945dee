"""Repairs: what was probably meant by a value that is not allowed; only what the schema accepts is ever proposed.

repair("1999-5-1", dates)        1999-05-01
repair("3 hours", durations)     PT3H
"""

import re
from collections.abc import Callable, Iterator

from tei_miasnikov.relaxng import Expected
from tei_miasnikov.relaxng.datatypes import Datatype, allows
from tei_miasnikov.validation.likeness import near

Proposer = Callable[[str], Iterator[str]]

MONTHS = {
    name: number
    for number, names in enumerate(
        ["jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"], 1
    )
    for name in names.split()
}  # fmt: skip
LANGUAGES = {
    "arabic": "ar", "chinese": "zh", "czech": "cs", "dutch": "nl", "english": "en", "french": "fr", "german": "de",
    "greek": "el", "hebrew": "he", "hungarian": "hu", "italian": "it", "japanese": "ja", "latin": "la", "polish": "pl",
    "portuguese": "pt", "russian": "ru", "slovene": "sl", "slovenian": "sl", "spanish": "es", "swedish": "sv",
    "turkish": "tr", "ukrainian": "uk", "yiddish": "yi",
}  # fmt: skip
TRUTHS = {
    "yes": "true", "y": "true", "on": "true", "t": "true", "ja": "true", "oui": "true",
    "no": "false", "n": "false", "off": "false", "f": "false", "nein": "false", "non": "false",
}  # fmt: skip
_YEAR_FIRST = re.compile(r"(-?)(\d{3,4})[-./ ](\d{1,2})(?:[-./ ](\d{1,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_NAMED_MONTH = re.compile(r"(?:(\d{1,2})\.? )?([a-z]{3,9})\.?(?: (\d{1,2}),)? (\d{4})")
_PLAIN_YEAR = re.compile(r"(?:c|ca|circa|~)?\.? ?(-?)(\d{3,4})(?: ?\(?\?\)?)?")
_YEARLESS = re.compile(r"(\d{1,2})\.? ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2})")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d{1,2}):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?")
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d\d)(?:[:.](\d\d))?")
_AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)")
_UNITS = (
    ("Y", "y yr yrs year years a"), ("M", "mo mon month months"), ("W", "w wk wks week weeks"), ("D", "d day days"),
    ("H", "h hr hrs hour hours std"), ("M", "m min mins minute minutes"), ("S", "s sec secs second seconds"),
)  # fmt: skip
UNITS = {word: (letter, at) for at, (letter, words) in enumerate(_UNITS) for word in words.split()}
CLOCK_FROM = 4
"""The first unit that stands after the T of a duration."""


def repair(value: str, expected: Expected) -> str | None:
    """The value that was probably meant, None where there is no good guess."""
    words = " ".join(value.split())
    return next((found for found in _iter_proposed(words, expected) if found and _accepted(found, expected)), None)


def _accepted(value: str, expected: Expected) -> bool:
    return value in expected.values or any(allows(kind, value, {}) for kind in expected.datatypes)


def _iter_proposed(value: str, expected: Expected) -> Iterator[str]:
    yield from near(value, expected.values)
    for kind in sorted(expected.datatypes, key=_preference):
        if kind.name != "token":
            yield from PROPOSERS.get(kind.name, _nothing)(value)
    if any(kind.name == "token" for kind in expected.datatypes):
        yield from _token(value)


def _nothing(value: str) -> Iterator[str]:
    return iter(())


def _date(value: str) -> Iterator[str]:
    """1999-5-1, 1.5.1999, 19990501, May 1, 1999, 1 May 1999, c. 1999; a day before a month only where that is plain."""
    if found := _YEAR_FIRST.fullmatch(value):
        sign, year, month, day = found.groups()
        yield _written(f"{sign}{int(year):04}", month, day)
        yield _written(f"{sign}{int(year):04}", day, month) if day else ""
    elif found := _COMPACT.fullmatch(value):
        yield _written(*found.groups())
    elif found := _DAY_FIRST.fullmatch(value):
        day, month, year = found.groups()
        if "." in value or int(day) > 12:
            yield _written(year, month, day)
        elif int(month) > 12:
            yield _written(year, day, month)
    elif found := _NAMED_MONTH.fullmatch(value.lower()):
        first, month, second, year = found.groups()
        if month in MONTHS:
            yield _written(year, str(MONTHS[month]), first or second)
    elif found := _YEARLESS.fullmatch(value.lower()):
        month, day = found[2] or found[3], found[1] or found[4]
        yield f"--{MONTHS[month]:02}-{int(day):02}" if month in MONTHS else ""
    elif found := _PLAIN_YEAR.fullmatch(value):
        yield f"{found[1]}{int(found[2]):04}"


def _written(year: str, month: str, day: str | None) -> str:
    return "-".join([year, f"{int(month):02}", *([f"{int(day):02}"] if day else [])])


def _moment(value: str) -> Iterator[str]:
    if found := _MOMENT.fullmatch(value):
        day, hour, minute, second, zone = found.groups()
        yield f"{day}T{int(hour):02}:{minute}:{second or '00'}{zone or ''}"


def _time(value: str) -> Iterator[str]:
    if found := _CLOCK.fullmatch(value):
        hour, minute, second = found.groups()
        yield f"{int(hour):02}:{minute}:{second or '00'}"


def _duration(value: str) -> Iterator[str]:
    """2 days, 3h 20min, 01:30:00, P3H, p2d."""
    if found := _CLOCK.fullmatch(value):
        yield "PT" + "".join(f"{int(n)}{unit}" for n, unit in zip(found.groups(), "HMS", strict=True) if n and int(n))
    upper = value.upper().replace(" ", "")
    yield upper
    yield re.sub(r"^P(\d+[HS])", r"PT\1", upper)
    yield re.sub(r"^PT(\d+[YWD])$", r"P\1", upper)
    amounts = [(amount, UNITS.get(unit)) for amount, unit in _AMOUNT.findall(value.lower())]
    if amounts:
        yield _lasting([(amount.replace(",", "."), *unit) for amount, unit in amounts if unit])


def _lasting(amounts: list[tuple[str, str, int]]) -> str:
    """The parts in the order of the units; weeks are seven days."""
    days, clock = "", ""
    for amount, letter, at in sorted(amounts, key=lambda part: part[2]):
        if letter == "W":
            days += f"{7 * int(float(amount))}D"
        elif at < CLOCK_FROM:
            days += amount + letter
        else:
            clock += amount + letter
    return f"P{days}" + (f"T{clock}" if clock else "")


def _boolean(value: str) -> Iterator[str]:
    yield value.lower()
    yield TRUTHS.get(value.lower(), "")


def _number(value: str) -> Iterator[str]:
    """1,5 and 12 cm and 1 000."""
    yield value.replace(",", ".")
    yield re.sub(r"[ ',’]", "", value)
    found = re.search(r"-?\d+(?:\.\d+)?", value)
    if found:
        yield found[0]


def _name(value: str) -> Iterator[str]:
    """No spaces, no signs, a letter first."""
    joined = re.sub(r"[^\w.-]+", "-", value.lstrip("#")).strip("-")
    yield joined
    yield f"_{joined}" if joined else ""


def _language(value: str) -> Iterator[str]:
    yield LANGUAGES.get(re.split(r"[-_ ]", value.lower())[0], "")
    yield value.replace("_", "-")


def _address(value: str) -> Iterator[str]:
    yield value.replace(" ", "%20")


def _token(value: str) -> Iterator[str]:
    yield re.sub(r"\s+", "-", value)
    yield re.sub(r"[\W_]+", "-", value).strip("-")
    yield from _number(value)


PROPOSERS: dict[str, Proposer] = {
    **dict.fromkeys(["date", "gYear", "gYearMonth"], _date),
    "dateTime": _moment,
    "time": _time,
    "duration": _duration,
    "boolean": _boolean,
    **dict.fromkeys(["double", "float", "decimal", "integer", "nonNegativeInteger", "positiveInteger", "int"], _number),
    **dict.fromkeys(["ID", "IDREF", "NCName", "Name", "NMTOKEN"], _name),
    "language": _language,
    "anyURI": _address,
}

CALLED = {
    **dict.fromkeys(["date", "gYear", "gYearMonth"], "a date such as 1999, 1999-05 or 1999-05-01"),
    "dateTime": "a moment such as 1999-05-01T12:30:00",
    "time": "a time such as 12:30:00",
    "duration": "a duration such as P2D (two days) or PT1H30M",
    "boolean": "true or false",
    **dict.fromkeys(["double", "float", "decimal"], "a number such as 12 or 1.5"),
    **dict.fromkeys(["integer", "int", "long", "short"], "a whole number"),
    **dict.fromkeys(["nonNegativeInteger", "positiveInteger", "unsignedInt"], "a whole number"),
    **dict.fromkeys(["ID", "IDREF", "NCName", "Name"], "a name: a letter or _ first, no spaces, no colon"),
    "language": "a language tag such as en or de-AT",
    "anyURI": "a pointer such as #id or http://…",
}
"""What a datatype asks for."""


def called(kinds: tuple[Datatype, ...]) -> list[str]:
    """What the datatypes ask for, in words, each once."""
    names = [CALLED.get(kind.name, "") or _by_pattern(kind) for kind in sorted(kinds, key=_preference)]
    return list(dict.fromkeys(name for name in names if name))


def _preference(kind: Datatype) -> tuple[int, str]:
    """The usual datatypes first; a grammar's own order may change while it judges."""
    return list(CALLED).index(kind.name) if kind.name in CALLED else len(CALLED), f"{kind.name} {kind.params}"


def _by_pattern(kind: Datatype) -> str:
    pattern = dict(kind.params).get("pattern", "")
    return PATTERNS.get(pattern, f"a value like {pattern}" if pattern else "")


PATTERNS = {
    r"[^\p{C}\p{Z}]+": "a single word without spaces",
    r"(\p{L}|\p{N}|\p{P}|\p{S})+": "a single word without spaces",
    r"\S+": "one pointer without spaces",
    r"(\-?[\d]+/\-?[\d]+)": "a fraction such as 3/4",
    r"[^/].*": "",
}
"""The patterns of TEI's datatypes in words."""
