"""Datatypes: what a library must say of strings, and the built-in library (specification, 6.2.7, 6.2.8).

    allows(BUILT_IN["token"], " a  b ", {})                     every string is a token
    same(BUILT_IN["token"], " a  b ", {}, "a b", {})            white space does not count

A library says of a string whether it is allowed and of two strings whether they are the same value.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

BLANK = " \t\n\r"

Namespaces = Mapping[str | None, str]
"""Prefixes and the namespaces they stand for, None for the default namespace, as in lxml's `nsmap`."""
Params = tuple[tuple[str, str], ...]
"""Names and values in the order in which the grammar gives them."""

_RUN = re.compile(f"[{BLANK}]+")


class DatatypeError(ValueError):
    """A datatype that does not exist, or a parameter that it does not take."""


class Datatype(Protocol):
    """A set of strings, and which of them are the same value."""

    @property
    def name(self) -> str:
        """The name in its library."""
        ...

    @property
    def params(self) -> Params:
        """The parameters (facets) in effect."""
        ...

    @property
    def is_contextual(self) -> bool:
        """Whether the judgement depends on the namespaces declared where the string stands."""
        ...

    def value(self, text: str, namespaces: Namespaces) -> object:
        """What the string stands for; equal values are equal here. Raises ValueError for a string not allowed."""
        ...


def words(text: str) -> list[str]:
    """The words between white space in XML's sense, which is narrower than Python's."""
    return text.split() if text.isascii() else _RUN.sub(" ", text).strip(" ").split(" ")


def collapse(text: str) -> str:
    """The words with one space between them."""
    return " ".join(text.split() if text.isascii() else words(text))


class BuiltIn(NamedTuple):
    """`string` and `token`, the two types that need no library; they take no parameters."""

    name: str
    normalise: Callable[[str], str]
    params: Params = ()
    is_contextual: bool = False

    def value(self, text: str, namespaces: Namespaces) -> object:
        """The string, its white space normalised for `token`."""
        return self.normalise(text)


BUILT_IN = {"string": BuiltIn("string", str), "token": BuiltIn("token", collapse)}


def allows(kind: Datatype, text: str, namespaces: Namespaces) -> bool:
    """Whether the string is one of the datatype's (section 6.2.8)."""
    try:
        kind.value(text, namespaces)
    except ValueError:
        return False
    return True


def same(kind: Datatype, one: str, here: Namespaces, other: str, there: Namespaces) -> bool:
    """Whether two strings, each read among its own namespaces, are the same value (section 6.2.7)."""
    try:
        return bool(kind.value(one, here) == kind.value(other, there))
    except ValueError:
        return False
