"""Messages: an error of the grammar in words, with the bad value, its cure, and what was expected instead.

tei.xml:12:5: unknown-element <dele> is no element of this schema
    did you mean <del>? allowed here: <del>, <p>, <div>, <head>, <ab> and 203 more (-v)
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from lxml import etree

from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.relaxng import Error, Grammar, Kind
from tei_miasnikov.validation.calendar_days import why_impossible
from tei_miasnikov.validation.consequences import Consequences, Flaw
from tei_miasnikov.validation.documents import Tree, line_of
from tei_miasnikov.validation.fault import Fault, Spot
from tei_miasnikov.validation.glosses import Glosses
from tei_miasnikov.validation.likeness import near, rank
from tei_miasnikov.validation.quoting import listed, local, namespace, quoted, speakable
from tei_miasnikov.validation.repairs import called, repair
from tei_miasnikov.validation.xpaths import Trail

SHOWN = 5
"""So many expected names are told at most."""
XML = "http://www.w3.org/XML/1998/namespace"
Words = tuple[str, str, str]
"""A code, what is wrong, and what to do."""


class Teller:
    """Tells the errors of one grammar; `glosses` are what its names mean, where it says so."""

    def __init__(self, grammar: Grammar, glosses: Glosses, most: int = SHOWN) -> None:
        self.grammar, self.glosses, self.most = grammar, glosses, most
        self.parents = cache(grammar.parents)

    def iter_faults(self, tree: Tree, path: str) -> Iterator[Fault]:
        """Every mistake in a document, once."""
        trail = Trail()
        for flaw in Consequences(self.cures).iter_flaws(self.grammar.iter_errors(tree)):
            code, message, hint = TELLERS[flaw.error.kind](self, flaw)
            yield _fault(flaw.error, Finding(code, message, path, hint=hint), trail)

    def cures(self, error: Error) -> frozenset[str]:
        """The names that would be there if the mistake were mended: renamed, or wrapped in something."""
        if error.kind is Kind.UNKNOWN_ATTRIBUTE:
            return frozenset(near_tags(error.name, error.expected.attributes))
        if error.kind is Kind.MISPLACED_TEXT:
            return frozenset(error.expected.required[:1] if len(error.expected.required) == 1 else ())
        names = error.expected.elements
        meant = near_tags(error.name, names) if error.kind is Kind.UNKNOWN_ELEMENT else self.wrappers(error)
        return frozenset([*meant, *_namesakes(error.name, names), *_homes(self, error.name, names)])

    def wrappers(self, error: Error) -> list[str]:
        """The elements, allowed here, that may hold the misplaced one."""
        if error.kind is not Kind.MISPLACED_ELEMENT:
            return []
        expected = set(error.expected.elements)
        return [] if error.name in expected else [name for name in self.parents(error.name) if name in expected]

    def shown(self, tag: str) -> str:
        """An element as a message shows it, with its gloss where that is at hand and says more."""
        gloss = self.glosses.of_element(local(tag))
        return f"<{local(tag)}>" + (f" ({gloss})" if gloss.casefold() not in ("", local(tag).casefold()) else "")

    def listed(self, value: str, attribute: str) -> str:
        """A value as a message shows it: `"a" (analytic)`."""
        gloss = self.glosses.of_value(attribute, value)
        return f'"{value}"' + (f" ({gloss})" if gloss.casefold() not in ("", value.casefold()) else "")

    def allowed(self, names: Iterable[str], found: str, required: tuple[str, ...] = ()) -> str:
        """`allowed here: <del>, <p> and 203 more (-v)`."""
        ranked = [self.shown(name) for name in rank_tags(found, names, required)]
        return f"allowed here: {self.some(ranked)}" if ranked else "no element may stand here"

    def some(self, names: list[str]) -> str:
        """The first few of the names, and how many more there are."""
        shown = list(dict.fromkeys(names))
        more = len(shown) - self.most
        return ", ".join(shown[: self.most]) + (f" and {more} more (-v)" if more > 0 else "")


def _fault(error: Error, finding: Finding, trail: Trail) -> Fault:
    spot = SPOTS.get(error.kind, Spot.START)
    ends = {Spot.ATTRIBUTE: f"/@{_attribute_name(error.name)}", Spot.TEXT: "/text()"}
    whole = Finding(
        finding.code,
        finding.message,
        finding.path,
        error.line or line_of(error.element),
        0,
        "" if error.value is None else speakable(" ".join(error.value.split())[:200]),
        finding.hint,
        Severity.ERROR,
        "schema",
        trail.of(error.element) + ends.get(spot, ""),
    )
    return Fault(whole, error.element, spot, error.name if spot is Spot.ATTRIBUTE else "", error.before)


SPOTS = {
    Kind.INCOMPLETE_ELEMENT: Spot.END,
    Kind.UNKNOWN_ATTRIBUTE: Spot.ATTRIBUTE,
    Kind.BAD_ATTRIBUTE_VALUE: Spot.ATTRIBUTE,
    Kind.DUPLICATE_ID: Spot.ATTRIBUTE,
    Kind.DANGLING_IDREF: Spot.ATTRIBUTE,
    Kind.MISPLACED_TEXT: Spot.TEXT,
    Kind.BAD_TEXT: Spot.TEXT,
}


def near_tags(found: str, names: Iterable[str], most: int = 1) -> list[str]:
    """The names most like the one found, as lxml writes them."""
    by_local = _by_local(names)
    return [by_local[name] for name in near(_attribute_name(found), by_local, most)]


def rank_tags(found: str, names: Iterable[str], required: Iterable[str] = ()) -> list[str]:
    """The names with the likeliest first, as lxml writes them."""
    by_local = _by_local(names)
    return [by_local[name] for name in rank(_attribute_name(found), by_local, {_attribute_name(n) for n in required})]


def _by_local(names: Iterable[str]) -> dict[str, str]:
    return {_attribute_name(name): name for name in names if local(name) != "*"}


def _attribute_name(tag: str) -> str:
    return f"xml:{local(tag)}" if namespace(tag) == XML else local(tag)


def _namesakes(tag: str, names: Iterable[str]) -> list[str]:
    """The names that differ in their namespace only."""
    return [name for name in names if name != tag and local(name) == local(tag)]


def _astray(teller: Teller, flaw: Flaw) -> Words:
    error = flaw.error
    names = error.expected.elements
    wanted = next(iter([*_namesakes(error.name, names), *_homes(teller, error.name, names)]), None)
    if wanted is not None:
        return _foreign(error, namespace(wanted))
    if error.kind is Kind.UNKNOWN_ELEMENT:
        return _unknown(teller, error)
    parent = error.element.getparent()
    where = "at the root" if parent is None else f"in <{local(parent.tag)}>"
    hint = "; ".join([*_moves(teller, error), teller.allowed(names, "", error.expected.required)])
    return "misplaced-element", f"{_tag(error.element)} is not allowed {where}{_after(error.element)}", hint


def _unknown(teller: Teller, error: Error) -> Words:
    names = error.expected.elements
    close = [teller.shown(name) for name in near_tags(error.name, names)]
    meant = f"did you mean {close[0]}? " if close else ""
    if namespace(error.name) == XINCLUDE:
        meant = f"{UNRESOLVED}; "
    message = f"{_tag(error.element)} is no element of this schema"
    allowed = teller.allowed(names, error.name, error.expected.required)
    bare = [f"<{local(name)}>" for name in near_tags(error.name, names)]
    return "unknown-element", message, meant + (allowed.replace(close[0], bare[0], 1) if close else allowed)


def _tag(element: etree._Element) -> str:
    """The start tag's name as the file writes it."""
    prefix = f"{element.prefix}:" if element.prefix else ""
    return f"<{prefix}{local(str(element.tag))}>"


def _after(element: etree._Element) -> str:
    """Where in its parent an element stands: order is what is wrong as often as the place."""
    previous = next(element.itersiblings("*", preceding=True), None)
    return "" if previous is None else f" after <{local(str(previous.tag))}>"


def _homes(teller: Teller, tag: str, names: Iterable[str]) -> list[str]:
    """The names expected here whose namespace has an element of this name, where the one found has no namespace."""
    if namespace(tag):
        return []
    spaces = {namespace(name): name for name in names if local(name) != "*"}
    return [name for space, name in spaces.items() if space and teller.parents(f"{{{space}}}{tag}")]


def _foreign(error: Error, wanted: str) -> Words:
    """An element in a namespace where it is not expected, both named."""
    own, parent, name = namespace(error.name), error.element.getparent(), local(error.name)
    message = f"<{name}> is in " + (f"the namespace {quoted(own)}" if own else "no namespace")
    message += f', not in "{wanted}"' if wanted else ", but none is wanted here"
    inherits = parent is not None and parent.nsmap.get(None) == wanted
    cure = "take xmlns off it" if inherits else f'write xmlns="{wanted}" on it'
    return "wrong-namespace", message, f"{cure}, so that it is <{name}> of {wanted or 'no namespace'}"


def _moves(teller: Teller, error: Error) -> list[str]:
    """Where the element would be right: in another order, wrapped, further up, or anywhere."""
    if namespace(error.name) == XINCLUDE:
        return [UNRESOLVED]
    holders = set(teller.parents(error.name))
    parent = error.element.getparent()
    if parent is not None and parent.tag in holders:
        return [f"<{local(parent.tag)}> may hold it at another place: its order counts"]
    wrappers = rank_tags("", teller.wrappers(error))
    wrapped = [f"wrap it in {listed([f'<{local(name)}>' for name in wrappers[:2]])}"] if wrappers else []
    above = next((node for node in error.element.iterancestors() if node.tag in holders), None)
    moved = [f"move it up into <{local(above.tag)}>, line {line_of(above)}"] if above is not None else []
    if wrapped or moved:
        return [*wrapped, *moved] if set(wrappers) & set(error.expected.required) else [*moved, *wrapped]
    known = [teller.shown(name) for name in rank_tags("", holders) if namespace(name) == namespace(error.name)]
    return [f"it belongs in {teller.some(known)}"] if known else []


XINCLUDE = "http://www.w3.org/2001/XInclude"
UNRESOLVED = "XInclude is not resolved here: judge the file that it makes"


def _early(teller: Teller, flaw: Flaw) -> Words:
    error, first = flaw.error, flaw.lacking or flaw.error.expected.elements
    ranked = rank_tags("", first)
    bare, glossed = [f"<{local(name)}>" for name in ranked], [teller.shown(name) for name in ranked]
    message = f"before <{local(error.name)}> there must be {_wanted(teller, flaw, bare)}"
    late = [local(name) for name in flaw.lacking if next(error.element.itersiblings(name), None) is not None]
    write = f"write {_wanted(teller, flaw, glossed)} before it"
    return "early-element", message, f"move <{late[0]}>, which comes later, before it" if late else write


def _wanted(teller: Teller, flaw: Flaw, names: list[str]) -> str:
    return listed(names, "and") if flaw.lacking else f"one of {teller.some(names)}"


def _incomplete(teller: Teller, flaw: Flaw) -> Words:
    error = flaw.error
    names = flaw.lacking or tuple(error.expected.elements)
    ranked = rank_tags("", names)
    shown = [f"<{local(name)}>" for name in ranked]
    if not shown:
        return "incomplete-element", f"<{local(error.name)}> lacks its text", _value_hint(teller, error)
    lacks = listed(shown, "and") if flaw.lacking else f"something: one of {teller.some(shown)}"
    begun = f" (begun in line {line_of(error.element)})" if error.line != line_of(error.element) else ""
    glossed = [teller.shown(name) for name in ranked]
    hint = f"add {listed(glossed, 'and') if flaw.lacking else listed(glossed[:2])}"
    if len(error.element) == 0 and not (error.element.text or "").strip():
        hint += f", or take the empty <{local(error.name)}> out"
    return "incomplete-element", f"<{local(error.name)}>{begun} lacks {lacks}", hint


def _attribute(teller: Teller, flaw: Flaw) -> Words:
    error = flaw.error
    name, names = _attribute_name(error.name), error.expected.attributes
    message = f"@{name}={quoted(error.value or '')} is not allowed on <{local(str(error.element.tag))}>"
    close = near_tags(error.name, names)
    ranked = [f"@{_attribute_name(other)}" for other in rank_tags(error.name, names, error.expected.required)]
    meant = f"did you mean @{_attribute_name(close[0])}? " if close else ""
    return (
        "unknown-attribute",
        message,
        meant + (f"allowed: {teller.some(ranked)}" if ranked else "it may have no more"),
    )


def _missing(teller: Teller, flaw: Flaw) -> Words:
    names = [_attribute_name(name) for name in flaw.lacking]
    offered = [f"@{_attribute_name(name)}" for name in rank_tags("", flaw.error.expected.attributes)]
    lacks = listed([f"@{name}" for name in names], "and") if names else f"one of {teller.some(offered)}"
    written = " ".join(f'{name}="…"' for name in names)
    hint = f"add {written}" if written else f"add {listed(offered[:3])}"
    return "missing-attribute", f"<{local(flaw.error.name)}> lacks {lacks}", hint


def _value(teller: Teller, flaw: Flaw) -> Words:
    error = flaw.error
    name = _attribute_name(error.name)
    message = f"@{name}={quoted(error.value or '')} on <{local(str(error.element.tag))}> is no value that is allowed"
    return "bad-attribute-value", message, _value_hint(teller, error, name)


def _value_hint(teller: Teller, error: Error, attribute: str = "") -> str:
    value, expected = error.value or "", error.expected
    meant = repair(value, expected)
    impossible = why_impossible(value)
    if impossible:
        return impossible
    wanted = [teller.listed(name, attribute) for name in rank(value, expected.values) if name]
    more = [f"{len(wanted) - teller.most} more (-v)"] if len(wanted) > teller.most else []
    cut = [*wanted[: teller.most], *more, *called(expected.datatypes)[: 1 if meant else 3]]
    proposal = f'write {attribute and attribute + "="}"{meant}"' if meant else ""
    return "; ".join(filter(None, [proposal, f"allowed: {listed(cut)}" if cut else ""])) or "no value is allowed"


def _text(teller: Teller, flaw: Flaw) -> Words:
    error = flaw.error
    message = f"text in <{local(error.name)}>, where only elements may stand: {quoted(error.value or '')}"
    names = rank_tags("", error.expected.elements, error.expected.required)
    if not names:
        return "misplaced-text", message, f"take it out: <{local(error.name)}> holds no text"
    allowed = teller.allowed(names, "", error.expected.required)
    holders = [f"wrap it in {teller.shown(name)}, or " for name in names if local(name) not in EMPTY]
    return "misplaced-text", message, f"{''.join(holders[:1])}take it out; {allowed}"


EMPTY = frozenset(
    [
        "addSpan", "alt", "anchor", "cb", "damageSpan", "delSpan", "fw", "gap", "gb", "graphic", "index", "join", "lb",
        "link", "media", "milestone", "pb", "ptr", "space", "substJoin",
    ]
)  # fmt: skip
"""Elements into which nobody puts stray words."""


def _bad_text(teller: Teller, flaw: Flaw) -> Words:
    error = flaw.error
    message = f"<{local(error.name)}> must not hold {quoted(error.value or '')}"
    return "bad-text", message, _value_hint(teller, error)


TELLERS: dict[Kind, Callable[[Teller, Flaw], Words]] = {
    Kind.UNKNOWN_ELEMENT: _astray,
    Kind.MISPLACED_ELEMENT: _astray,
    Kind.EARLY_ELEMENT: _early,
    Kind.INCOMPLETE_ELEMENT: _incomplete,
    Kind.UNKNOWN_ATTRIBUTE: _attribute,
    Kind.MISSING_ATTRIBUTE: _missing,
    Kind.BAD_ATTRIBUTE_VALUE: _value,
    Kind.MISPLACED_TEXT: _text,
    Kind.BAD_TEXT: _bad_text,
}
