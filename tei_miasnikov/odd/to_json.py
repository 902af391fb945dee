"""A schema as JSON: everything that is known of it, for programs that document, check or search it.

    {"ident": "tei_bare", "elements": [{"ident": "p", "name": "p", "content": {"is": "MacroRef", "key": "…"}, …}], …}

Every object that could be of several kinds says which in "is". What is empty is left out, and so is a place
without a line; the same schema gives the same bytes.
"""

import json
from dataclasses import fields, is_dataclass
from typing import Any, get_args

from tei_miasnikov.odd.content import NO_DOCUMENTATION, Content, Occurs
from tei_miasnikov.odd.declarations import AttMember
from tei_miasnikov.odd.patterns import Patterns
from tei_miasnikov.odd.places import NOWHERE, Place
from tei_miasnikov.odd.specs import Inherited, Origin, Schema

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]
OMITTED = (Patterns, Origin)
KINDS: frozenset[type[Any]] = frozenset(get_args(Content) + get_args(AttMember) + get_args(Inherited))
UNBOUNDED = "unbounded"


def write_json(schema: Schema) -> bytes:
    """The schema as JSON, UTF-8, indented, glosses and descriptions in all their languages included."""
    return json.dumps(_json(schema), ensure_ascii=False, indent=1).encode() + b"\n"


def _json(value: object) -> Json:
    match value:
        case Occurs(minimum, maximum):
            return {"min": minimum, "max": UNBOUNDED if maximum is None else maximum}
        case Place(_, line):
            return line
        case tuple() | list():
            return [_json(item) for item in value]
        case frozenset():
            return [_json(item) for item in sorted(value)]
        case str() | bool() | int() | None:
            return value
        case _:
            return _object(value)


def _object(value: Any) -> Json:
    kind: type[Any] = type(value)
    described: dict[str, Json] = {"is": kind.__name__} if kind in KINDS else {}
    for name in _names(kind):
        part = getattr(value, name)
        if part not in EMPTY_PARTS and not isinstance(part, OMITTED):
            described[name] = _json(part)
    return described


def _names(kind: type[Any]) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is no part of a schema")
    return tuple(field.name for field in fields(kind))


EMPTY_PARTS: tuple[object, ...] = (None, "", (), frozenset(), NO_DOCUMENTATION, NOWHERE, Occurs())
