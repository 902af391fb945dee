"""Settings: a TOML file becomes a frozen value, or a message that says which key is wrong.

load_settings("profile.toml", Profile)      unknown keys are refused, with the nearest known one named
"""

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tei_miasnikov.errors import ProfileError

Settings = TypeVar("Settings", bound=msgspec.Struct)
INDEX = re.compile(r"\[[^]]*\]")
SPACE = re.compile(r"(?P<kept>\\.|\[\^?\]?(?:\\.|[^]\\])*\]|\(\?x)| +(?P<counted>[?*+{])?", re.DOTALL)
"""A space that a pattern says, and what no space is looked for in: an escape, a class of characters."""
UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>[^`]*)`")


def load_settings(path: str | Path, kind: type[Settings]) -> Settings:
    """Read a TOML file into `kind`. Raises ProfileError: missing, no TOML, an unknown key, a bad value or pattern."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ProfileError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
    return parse_settings(data, str(path), kind)


def parse_settings(data: bytes, name: str, kind: type[Settings]) -> Settings:
    """The same from bytes; `name` is what messages call them. Raises ProfileError as `load_settings` does."""
    try:
        tables = tomllib.loads(data.decode())
    except UnicodeDecodeError as error:
        raise ProfileError(f"{name}: is not UTF-8 (byte {error.start})") from None
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{name}: is not TOML: {error}") from None
    return build_settings(tables, kind, name)


def build_settings(tables: dict[str, Any], kind: type[Settings], name: str) -> Settings:
    """The same from tables as TOML has them. Raises ProfileError as `load_settings` does."""
    try:
        return msgspec.convert(tables, kind, dec_hook=_pattern)
    except msgspec.ValidationError as error:
        raise ProfileError(f"{name}: {_explained(str(error), kind)}") from None


def _pattern(kind: type, value: Any) -> Any:
    """A regular expression from its text; a dot is any character of a block, be it a line's end."""
    if getattr(kind, "__origin__", kind) is not re.Pattern or not isinstance(value, str):
        raise NotImplementedError(kind)
    try:
        return re.compile(with_any_space(value), re.DOTALL)
    except re.error as error:
        raise ValueError(f"bad pattern {value!r}: {error}") from None


def with_any_space(pattern: str) -> str:
    """The pattern with each space of it standing for whatever space the source has there: a line's end, two, a tab."""
    return SPACE.sub(_any_space, pattern)


def _any_space(found: re.Match[str]) -> str:
    if found["kept"]:
        return found["kept"]
    return r"\s" + found["counted"] if found["counted"] else r"\s+"


def _explained(message: str, kind: type[msgspec.Struct]) -> str:
    """The message, with the nearest known key where one is unknown."""
    place = message.rpartition("`$")[2].rstrip("`").lstrip(".") if "`$" in message else ""
    message = message.rpartition(" - at ")[0] or message
    found = UNKNOWN.search(message)
    if found is None:
        return f"{place}: {message}" if place else message
    from difflib import get_close_matches  # only a mistake needs it

    near = get_close_matches(found["key"], sorted(_keys(kind)), 1)
    within = f" in [{INDEX.sub('', place)}]" if place else ""
    return f"unknown key {found['key']!r}{within}" + (f"; did you mean {near[0]!r}?" if near else "")


def _keys(kind: type[msgspec.Struct]) -> set[str]:
    """The names of all keys of a kind of settings and of the tables within."""
    keys: set[str] = set()
    for field in msgspec.structs.fields(kind):
        keys.add(field.encode_name)
        for part in getattr(field.type, "__args__", (field.type,)):
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                keys |= _keys(part)
    return keys
