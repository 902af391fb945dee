"""Name classes: sets of names, some of them infinite (specification, sections 4.16, 6.1 and 7.3).

Names are written as lxml writes them: `{http://www.tei-c.org/ns/1.0}date`, `when` where there is no namespace.

    AnyName(except_=NamespaceName(tei))     every name but those of TEI
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import NamedTuple

NAME_START = (
    (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF), (0x370, 0x37D),
    (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF),
    (0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF),
)  # fmt: skip
NAME_MORE = ((0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040))
"""First and last code points of what a name may begin with, and of what else may be in it (XML 1.0, section 2.3)."""


def as_class(*sets: tuple[tuple[int, int], ...]) -> str:
    """The ranges as they are written in a regular expression's class."""
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for ranges in sets for first, last in ranges)


_ASCII_NCNAME = re.compile("[A-Z_a-z][A-Z_a-z0-9.-]*")


@cache
def _any_ncname() -> re.Pattern[str]:
    return re.compile(rf"(?=[^\W\d])[{as_class(NAME_START)}][{as_class(NAME_START, NAME_MORE)}]*")


def is_ncname(text: str) -> bool:
    """Whether the text is a name without a prefix.

    A mark that combines with the letter before it begins none, as in XML 1.0 up to its fourth edition.
    """
    return (_ASCII_NCNAME if text.isascii() else _any_ncname()).fullmatch(text) is not None


def is_qname(text: str) -> bool:
    """Whether the text is a name with or without a prefix."""
    prefix, colon, local = text.rpartition(":")
    return is_ncname(local) and (not colon or is_ncname(prefix))


IMPOSSIBLE = "\0"
"""A character that no name has: stands for "some name that the schema does not mention"."""


class Specificity(IntEnum):
    """How closely a name class names a name; a closer one is the better guess at what was meant."""

    NONE = 0
    ANY = 1
    NAMESPACE = 2
    NAME = 3


class Name(NamedTuple):
    """One name."""

    tag: str


class AnyName(NamedTuple):
    """Every name but those of `except_`."""

    except_: "NameClass | None" = None


class NamespaceName(NamedTuple):
    """Every name of a namespace but those of `except_` (nsName)."""

    namespace: str
    except_: "NameClass | None" = None


class NameChoice(NamedTuple):
    """The names of any of `parts`."""

    parts: "tuple[NameClass, ...]"


NameClass = Name | AnyName | NamespaceName | NameChoice


def clark(namespace: str, local: str) -> str:
    """The name as lxml writes it."""
    return f"{{{namespace}}}{local}" if namespace else local


def namespace_of(tag: str) -> str:
    """The namespace of a name, empty where it has none."""
    return tag[1 : tag.index("}")] if tag.startswith("{") else ""


def specificity(names: NameClass, tag: str) -> Specificity:
    """How closely the class names `tag`; NONE where it does not contain it."""
    if isinstance(names, Name):
        return Specificity.NAME if names.tag == tag else Specificity.NONE
    if isinstance(names, NameChoice):
        return max(specificity(part, tag) for part in names.parts)
    if isinstance(names, NamespaceName) and names.namespace != namespace_of(tag):
        return Specificity.NONE
    if names.except_ is not None and contains(names.except_, tag):
        return Specificity.NONE
    return Specificity.ANY if isinstance(names, AnyName) else Specificity.NAMESPACE


def contains(names: NameClass, tag: str) -> bool:
    """Whether the name is one of the class (section 6.1)."""
    if isinstance(names, Name):
        return names.tag == tag
    return specificity(names, tag) is not Specificity.NONE


def iter_parts(names: NameClass) -> Iterator[NameClass]:
    """The class and every class inside, exceptions too."""
    waiting = [names]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, NameChoice):
            waiting += part.parts
        elif not isinstance(part, Name) and part.except_ is not None:
            waiting.append(part.except_)


def iter_included(names: NameClass) -> Iterator[Name | AnyName | NamespaceName]:
    """The alternatives of the class, choices opened up."""
    waiting = [names]
    while waiting:
        part = waiting.pop()
        if isinstance(part, NameChoice):
            waiting += reversed(part.parts)
        else:
            yield part


def is_infinite(names: NameClass) -> bool:
    """Whether the class has anyName or nsName in it."""
    return any(not isinstance(part, Name) for part in iter_included(names))


def overlap(one: NameClass, other: NameClass) -> bool:
    """Whether some name is in both (section 7.3).

    It is enough to try the names that either mentions, one unmentioned name of each namespace that either mentions,
    and one name of an unmentioned namespace.
    """
    if isinstance(one, Name):
        return contains(other, one.tag)
    return any(
        contains(one, tag) and contains(other, tag)
        for names in (one, other)
        for tag in map(_representative, iter_parts(names))
    )


def _representative(part: NameClass) -> str:
    if isinstance(part, Name):
        return part.tag
    return clark(part.namespace if isinstance(part, NamespaceName) else IMPOSSIBLE, IMPOSSIBLE)
