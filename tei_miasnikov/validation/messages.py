"""Messages: an error of the grammar in words, with the bad value and what was expected instead.

tei.xml:12: misplaced-element <dele> is not known here
    did you mean <del>? Expected here: <del>, <add> …
"""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.relaxng import Error, Expected, Kind
from tei_miasnikov.validation.documents import Tree

SHOWN = 5
"""So many expected names are told at most."""


def told(error: Error, tree: Tree, path: str) -> Finding:
    """An error as a finding."""
    message, names = TELLERS[error.kind](error)
    xpath = tree.getpath(error.element)
    return Finding(
        error.kind.value,
        message,
        path,
        error.line,
        0,
        "",
        _hint(_local(error.name), names),
        Severity.ERROR,
        "schema",
        xpath,
    )


def _element(error: Error) -> tuple[str, Iterable[str]]:
    return f"<{_local(error.name)}> is not allowed here", _elements(error.expected)


def _early(error: Error) -> tuple[str, Iterable[str]]:
    return f"<{_local(error.name)}> comes before something that must come first", _elements(error.expected)


def _incomplete(error: Error) -> tuple[str, Iterable[str]]:
    return f"<{_local(error.name)}> lacks something that it must hold", _elements(error.expected)


def _attribute(error: Error) -> tuple[str, Iterable[str]]:
    name = _local(error.name)
    return f'@{name}="{error.value}" is not allowed on <{_local(str(error.element.tag))}>', error.expected.attributes


def _missing(error: Error) -> tuple[str, Iterable[str]]:
    names = ", ".join(f"@{_local(name)}" for name in error.expected.required)
    return f"<{_local(error.name)}> lacks {names or 'an attribute'}", error.expected.attributes


def _value(error: Error) -> tuple[str, Iterable[str]]:
    return f'@{_local(error.name)}="{error.value}" is no value that is allowed', error.expected.values


def _text(error: Error) -> tuple[str, Iterable[str]]:
    words = " ".join((error.value or "").split())[:40]
    return f"<{_local(error.name)}> must not hold text: {words!r}", _elements(error.expected)


def _bad_text(error: Error) -> tuple[str, Iterable[str]]:
    return f"<{_local(error.name)}> must not hold {error.value!r}", error.expected.values


TELLERS: dict[Kind, Callable[[Error], tuple[str, Iterable[str]]]] = {
    Kind.UNKNOWN_ELEMENT: _element,
    Kind.MISPLACED_ELEMENT: _element,
    Kind.EARLY_ELEMENT: _early,
    Kind.INCOMPLETE_ELEMENT: _incomplete,
    Kind.UNKNOWN_ATTRIBUTE: _attribute,
    Kind.MISSING_ATTRIBUTE: _missing,
    Kind.BAD_ATTRIBUTE_VALUE: _value,
    Kind.MISPLACED_TEXT: _text,
    Kind.BAD_TEXT: _bad_text,
    Kind.DUPLICATE_ID: _value,
    Kind.DANGLING_IDREF: _value,
}


def _elements(expected: Expected) -> Iterable[str]:
    return expected.required or expected.elements


def _hint(found: str, names: Iterable[str]) -> str:
    """The names that would be right, the nearest in spelling first."""
    known = list(dict.fromkeys(_local(name) for name in names))
    if not known:
        return "nothing may stand here"
    near = get_close_matches(found, known, 2)
    ranked = [*near, *(name for name in known if name not in near)]
    more = f" and {len(ranked) - SHOWN} more" if len(ranked) > SHOWN else ""
    return f"expected: {', '.join(ranked[:SHOWN])}{more}"


def _local(name: str) -> str:
    return name.rpartition("}")[2]
