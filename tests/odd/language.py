"""Two RELAX NG grammars compared by the language they accept, element by element.

    differences(read_grammar(bytes_a), read_grammar(bytes_b))  →  ["p/@rend: only in the second", …]

Each element's pattern is split into what it says of attributes (alternatives, where they stand in a choice) and its
content model. Attributes are compared by name, datatype and necessity; content models as regular languages: derivatives
by each child name in turn, both sides together, until no new pair of states turns up. The pairs of elements met on the
way are compared next, from the start patterns on, so that only what documents can reach counts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
Node = etree._Element
Pattern = tuple[Any, ...]  # a kind, then what it is made of
Attributes = dict[Pattern, tuple[bool, Pattern]]  # by name test: is it required, and its datatype
Alternatives = list[tuple[Attributes, Pattern]]  # each with its content model
NONE: Pattern = ("none",)
EMPTY: Pattern = ("empty",)
TEXT: Pattern = ("text",)
OTHER_NS, OTHER_NAME = "urn:any-other", "anyOther"
LIMIT = 600


@dataclass
class Grammar:
    defines: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))
    starts: list[Node] = field(default_factory=list)
    elements: list[tuple[frozenset[Pattern], list[Node]]] = field(default_factory=list)
    ids: dict[Node, int] = field(default_factory=dict)
    split: dict[int, Alternatives] = field(default_factory=dict)
    expanding: list[str] = field(default_factory=list)
    known: dict[str, Alternatives] = field(default_factory=dict)


def read_grammar(data: bytes) -> Grammar:
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True, collect_ids=False))
    grammar = Grammar()
    for node in root.iter(f"{RNG}define"):
        grammar.defines[node.get("name", "")].append(node)
    grammar.starts = list(root.iter(f"{RNG}start"))
    return grammar


def inherited(node: Node, name: str) -> str:
    holders = (node, *node.iterancestors())
    return next((found for each in holders if (found := each.get(name)) is not None), "")


def children(node: Node) -> list[Node]:
    return [child for child in node if isinstance(child.tag, str) and child.tag.startswith(RNG)]


# Patterns: interned tuples, simplified as they are made


def choice(items: Iterable[Pattern]) -> Pattern:
    flat: set[Pattern] = set()
    for item in items:
        flat |= item[1] if item[0] == "choice" else {item}
    flat.discard(NONE)
    if len(flat) > 1 and EMPTY in flat and any(nullable(item) for item in flat if item != EMPTY):
        flat.discard(EMPTY)
    return next(iter(flat)) if len(flat) == 1 else ("choice", frozenset(flat)) if flat else NONE


def group(left: Pattern, right: Pattern) -> Pattern:
    if NONE in (left, right):
        return NONE
    if left == EMPTY or right == EMPTY:
        return right if left == EMPTY else left
    if left[0] == "group":
        return ("group", left[1], group(left[2], right))
    return ("group", left, right)


def interleave(left: Pattern, right: Pattern) -> Pattern:
    if NONE in (left, right):
        return NONE
    if left == EMPTY or right == EMPTY:
        return right if left == EMPTY else left
    return ("interleave", frozenset((left, right))) if left != right else ("interleave", (left, right))


def plus(inner: Pattern) -> Pattern:
    return inner if inner in (NONE, EMPTY, TEXT) or inner[0] == "plus" else ("plus", inner)


@cache
def nullable(pattern: Pattern) -> bool:
    kind = pattern[0]
    if kind == "choice":
        return any(map(nullable, pattern[1]))
    if kind == "group":
        return nullable(pattern[1]) and nullable(pattern[2])
    if kind == "interleave":
        return all(map(nullable, pattern[1]))
    return nullable(pattern[1]) if kind == "plus" else kind in ("empty", "text")


@cache
def firsts(pattern: Pattern) -> frozenset[Pattern]:
    kind = pattern[0]
    if kind in ("choice", "interleave"):
        return frozenset().union(*map(firsts, pattern[1]))
    if kind == "group":
        return firsts(pattern[1]) | (firsts(pattern[2]) if nullable(pattern[1]) else frozenset())
    if kind == "plus":
        return firsts(pattern[1])
    return frozenset() if kind in ("empty", "none") else frozenset((pattern,))


@cache
def derive(pattern: Pattern, taken: frozenset[Pattern]) -> Pattern:
    """The rest of the pattern after one of the leaves in `taken`."""
    kind = pattern[0]
    if kind == "choice":
        return choice(derive(item, taken) for item in pattern[1] if not taken.isdisjoint(firsts(item)))
    if kind == "group":
        first = group(derive(pattern[1], taken), pattern[2])
        return choice((first, derive(pattern[2], taken))) if nullable(pattern[1]) else first
    if kind == "interleave":
        left, right = pattern[1]
        return choice((interleave(derive(left, taken), right), interleave(left, derive(right, taken))))
    if kind == "plus":
        rest = derive(pattern[1], taken)
        return group(rest, choice((pattern, EMPTY)))
    if pattern not in taken:
        return NONE
    return TEXT if pattern == TEXT else EMPTY


# From XML to alternatives: each a mapping of attributes and a content model


Combine = Callable[[Pattern, Pattern], Pattern]


def merge(
    left: tuple[Attributes, Pattern], right: tuple[Attributes, Pattern], combine: Combine
) -> tuple[Attributes, Pattern]:
    attributes = dict(left[0])
    for name, (required, value) in right[0].items():
        old = attributes.get(name)
        attributes[name] = (required or (old or (False,))[0], value)
    return attributes, combine(left[1], right[1])


def alternatives(node: Node, grammar: Grammar) -> Alternatives:
    name = node.tag.removeprefix(RNG)
    if name == "ref":
        return reference(node.get("name", ""), grammar)
    if name == "element":
        return [({}, element(node, grammar))]
    if name == "attribute":
        return [({key: (True, datatype(rest, grammar)) for key in keys}, EMPTY) for keys, rest in [attribute(node)]]
    if name in LEAVES:
        return [({}, LEAVES[name](node, grammar))]
    inner = [alternatives(child, grammar) for child in children(node)]
    return COMBINERS[name](inner)


def reference(name: str, grammar: Grammar) -> Alternatives:
    if name in grammar.known:
        return grammar.known[name]
    if name not in grammar.defines or name in grammar.expanding:
        return [({}, NONE)]
    grammar.expanding.append(name)
    bodies = [together([alternatives(child, grammar) for child in children(node)]) for node in grammar.defines[name]]
    combined = {node.get("combine") for node in grammar.defines[name]}
    result = one_of(bodies) if "choice" in combined else mixed(bodies) if "interleave" in combined else bodies[0]
    grammar.expanding.pop()
    grammar.known[name] = result
    return result


def compact(found: Alternatives) -> Alternatives:
    """Alternatives that differ in content alone become one; what can't be fulfilled is dropped."""
    merged: dict[frozenset[Any], list[Pattern]] = {}
    for attributes, content in found:
        key = frozenset(attributes.items())
        merged.setdefault(key, []).append(content)
    result = [(dict(key), choice(contents)) for key, contents in merged.items()]
    result = [each for each in result if each[1] != NONE] or [({}, NONE)]
    assert len(result) < LIMIT, "too many alternatives of attributes"
    return result


Several = Callable[[list[Alternatives]], Alternatives]


def combined_by(combine: Combine) -> Several:
    def run(inner: list[Alternatives]) -> Alternatives:
        result: Alternatives = [({}, EMPTY)]
        for found in inner:
            result = compact([merge(left, right, combine) for left, right in product(result, found)])
        return result

    return run


together, mixed = combined_by(group), combined_by(interleave)


def one_of(inner: list[Alternatives]) -> Alternatives:
    return compact([each for found in inner for each in found])


def optional(inner: list[Alternatives]) -> Alternatives:
    found = together(inner)
    relaxed: Alternatives = [
        ({name: (False, value) for name, (_, value) in attributes.items()}, content)
        if len(attributes) == 1 and content == EMPTY
        else (attributes, content)
        for attributes, content in found
    ]
    return compact([*relaxed, *([] if all(not_needed(each) for each in relaxed) else [({}, EMPTY)])])


def not_needed(alternative: tuple[Attributes, Pattern]) -> bool:
    return nullable(alternative[1]) and not any(required for required, _ in alternative[0].values())


def repeated(inner: list[Alternatives]) -> Alternatives:
    found = together(inner)
    if all(not attributes for attributes, _ in found):
        return [({}, plus(found[0][1]))]
    contents = choice(content for _, content in found)
    attributes = {name: value for each, _ in found for name, value in each.items()}
    return [(attributes, EMPTY if contents == EMPTY else plus(contents))]


def starred(inner: list[Alternatives]) -> Alternatives:
    found = repeated(inner)
    attributes = {name: (False, value) for name, (_, value) in found[0][0].items()}
    return [(attributes, choice((found[0][1], EMPTY)))]


COMBINERS: dict[str, Several] = {
    "group": together,
    "div": together,
    "define": together,
    "start": together,
    "choice": one_of,
    "interleave": mixed,
    "mixed": lambda inner: mixed([[({}, TEXT)], together(inner)]),
    "optional": optional,
    "oneOrMore": repeated,
    "zeroOrMore": starred,
}


def attribute(node: Node) -> tuple[list[Pattern], list[Node]]:
    rest = children(node)
    if node.get("name") is not None:
        ns, name = node.get("ns", ""), node.get("name", "")
        prefix, colon, local = name.partition(":")
        if colon:
            ns, name = node.nsmap.get(prefix, "http://www.w3.org/XML/1998/namespace"), local
        return [("name", ns, name)], rest
    return names(rest[0]), rest[1:]


def names(node: Node) -> list[Pattern]:
    """A name class as a list of tests."""
    kind = node.tag.removeprefix(RNG)
    if kind == "name":
        prefix, colon, local = (node.text or "").strip().partition(":")
        ns = node.nsmap.get(prefix, "http://www.w3.org/XML/1998/namespace") if colon else inherited(node, "ns")
        return [("name", ns, local if colon else prefix)]
    if kind == "choice":
        return [test for child in children(node) for test in names(child)]
    excluded = frozenset(test for child in children(node) for inner in children(child) for test in names(inner))
    return [("ns", inherited(node, "ns"), excluded) if kind == "nsName" else ("any", excluded)]


def element(node: Node, grammar: Grammar) -> Pattern:
    if node not in grammar.ids:
        rest = children(node)
        if node.get("name") is not None:
            prefix, colon, local = node.get("name", "").partition(":")
            ns = node.nsmap[prefix] if colon else inherited(node, "ns")
            tests: list[Pattern] = [("name", ns, local if colon else prefix)]
        else:
            tests, rest = names(rest[0]), rest[1:]
        grammar.ids[node] = len(grammar.elements)
        grammar.elements.append((frozenset(tests), rest))
    number = grammar.ids[node]
    return ("element", number, grammar.elements[number][0])


def content_of(number: int, grammar: Grammar) -> Alternatives:
    if number not in grammar.split:
        inner = [alternatives(child, grammar) for child in grammar.elements[number][1]]
        grammar.split[number] = together(inner)
    return grammar.split[number]


# Datatypes, in a form in which equal ones look equal


def datatype(nodes: list[Node], grammar: Grammar) -> Pattern:
    if not nodes:
        return TEXT
    found = together([alternatives(node, grammar) for node in nodes])
    return choice(content for _, content in found)


def data(node: Node, grammar: Grammar) -> Pattern:
    params = frozenset((param.get("name"), param.text or "") for param in node.iter(f"{RNG}param"))
    excluded = frozenset(datatype(children(each), grammar) for each in node.iter(f"{RNG}except"))
    if node.get("type") in ("string", "token") and not params and not excluded:
        return TEXT
    return ("data", node.get("type"), params, excluded)


def value(node: Node, _grammar: Grammar) -> Pattern:
    text = node.text or ""
    kind = node.get("type", "token")
    return ("value", kind, text if kind == "string" else " ".join(text.split()))


def values(node: Node, grammar: Grammar) -> Pattern:
    return ("list", datatype(children(node), grammar))


LEAVES: dict[str, Callable[[Node, Grammar], Pattern]] = {
    "empty": lambda _node, _grammar: EMPTY,
    "notAllowed": lambda _node, _grammar: NONE,
    "text": lambda _node, _grammar: TEXT,
    "data": data,
    "value": value,
    "list": values,
}


# The comparison


def same_values(left: Pattern, right: Pattern) -> bool:
    """Whether two datatypes are equal, their lists compared as regular languages."""
    todo, done = [(left, right)], set[tuple[Pattern, Pattern]]()
    while todo:
        pair = todo.pop()
        if pair[0] == pair[1] or pair in done:
            continue
        done.add(pair)
        leaves = [{listed(leaf): leaf for leaf in firsts(side)} for side in pair]
        lists = [{leaf for leaf in side.values() if leaf[0] == "list"} for side in leaves]
        if nullable(pair[0]) != nullable(pair[1]) or leaves[0].keys() != leaves[1].keys():
            return False
        todo += [(choice(each[1] for each in lists[0]), choice(each[1] for each in lists[1]))] if lists[0] else []
        for key in leaves[0].keys() - {"list"}:
            todo.append((derive(pair[0], frozenset((leaves[0][key],))), derive(pair[1], frozenset((leaves[1][key],)))))
    return True


def listed(leaf: Pattern) -> object:
    return "list" if leaf[0] == "list" else leaf


Name = tuple[str, str]
Leaves = frozenset[Pattern]


def covers(tests: Iterable[Pattern], name: Name) -> bool:
    return any(covers_one(test, name) for test in tests)


def covers_one(test: Pattern, name: Name) -> bool:
    if test[0] == "name":
        return bool(test[1:] == name)
    return (test[0] == "any" or test[1] == name[0]) and not covers(test[-1], name)


def witnesses(tests: Iterable[Pattern]) -> Iterator[Name]:
    """Names that tell these tests from each other."""
    for test in tests:
        if test[0] == "name":
            yield test[1], test[2]
        else:
            yield (test[1] if test[0] == "ns" else OTHER_NS, OTHER_NAME)
            yield from witnesses(test[-1])


@dataclass
class Comparison:
    first: Grammar
    second: Grammar
    waiting: list[tuple[Name, frozenset[int], frozenset[int]]] = field(default_factory=list)
    seen: set[tuple[Name, frozenset[int], frozenset[int]]] = field(default_factory=set)
    found: list[str] = field(default_factory=list)
    equal: set[tuple[Pattern, Pattern]] = field(
        default_factory=set
    )  # pairs of patterns compared already: what follows from them is known

    def run(self) -> list[str]:
        starts = [one_of([alternatives(start, each) for start in each.starts]) for each in (self.first, self.second)]
        self.contents("start", *(choice(content for _, content in found) for found in starts))
        while self.waiting:
            name, left, right = self.waiting.pop()
            self.elements(name, left, right)
        return sorted(set(self.found))

    def elements(self, name: Name, left: frozenset[int], right: frozenset[int]) -> None:
        sides = [
            compact([each for number in numbers for each in content_of(number, grammar)])
            for numbers, grammar in ((left, self.first), (right, self.second))
        ]
        label = name[1] if name[0] == "http://www.tei-c.org/ns/1.0" else f"{{{name[0]}}}{name[1]}"
        if len(sides[0]) == len(sides[1]) == 1:
            self.attributes(label, sides[0][0][0], sides[1][0][0])
            self.contents(label, sides[0][0][1], sides[1][0][1])
            return
        keyed = [{frozenset(attributes.items()): content for attributes, content in side} for side in sides]
        if keyed[0].keys() != keyed[1].keys():
            only = [
                sorted(sorted(str(k[0][2]) for k in each) for each in a.keys() - b.keys())
                for a, b in (keyed, keyed[::-1])
            ]
            self.found.append(f"{label}: alternatives of attributes differ: {only[0]} {only[1]}"[:400])
        for key in keyed[0].keys() & keyed[1].keys():
            self.contents(label, keyed[0][key], keyed[1][key])

    def attributes(self, label: str, left: Attributes, right: Attributes) -> None:
        for name in sorted(left.keys() | right.keys(), key=str):
            shown = f"{label}/@{name[-1] if name[0] == 'name' else name}"
            if name not in left or name not in right:
                self.found.append(f"{shown}: only in the {'first' if name in left else 'second'}")
            elif left[name][0] != right[name][0] or not same_values(left[name][1], right[name][1]):
                self.found.append(f"{shown}: {shown_value(left[name])} | {shown_value(right[name])}")

    def contents(self, label: str, left: Pattern, right: Pattern) -> None:
        todo = [(left, right, "")]
        while todo:
            one, two, path = todo.pop()
            if (one, two) in self.equal:
                continue
            self.equal.add((one, two))
            if nullable(one) != nullable(two):
                which = "first" if nullable(one) else "second"
                self.found.append(f"{label}: content {path or '()'} is complete only in the {which}")
                return
            for symbol, mine, other in self.steps(one, two):
                if bool(mine) != bool(other):
                    self.found.append(
                        f"{label}: after {path or '()'} {symbol[1]} only in the {'first' if mine else 'second'}"
                    )
                    return
                self.enqueue(symbol, mine, other)
                todo.append((derive(one, mine), derive(two, other), f"{path} {symbol[-1]}"[-200:]))

    def enqueue(self, name: Name, mine: Leaves, other: Leaves) -> None:
        pair = [frozenset(leaf[1] for leaf in side if leaf[0] == "element") for side in (mine, other)]
        met = (name, pair[0], pair[1])
        if pair[0] and met not in self.seen:
            self.seen.add(met)
            self.waiting.append(met)

    def steps(self, one: Pattern, two: Pattern) -> Iterator[tuple[Name, Leaves, Leaves]]:
        sides = firsts(one), firsts(two)
        leaves = sides[0] | sides[1]
        for leaf in leaves:
            if leaf[0] != "element":
                shown = ("", f"({leaf[0]})")
                yield shown, frozenset((leaf,)) & sides[0], frozenset((leaf,)) & sides[1]
        tests = {test for leaf in leaves if leaf[0] == "element" for test in leaf[2]}
        indexes = [by_name(side) for side in sides]
        for name in sorted(set(witnesses(tests))):
            one_taken, two_taken = (
                named[name] | {leaf for leaf in wild if covers(leaf[2], name)} for named, wild in indexes
            )
            if one_taken or two_taken:
                yield name, one_taken, two_taken


def by_name(leaves: Leaves) -> tuple[dict[Name, Leaves], list[Pattern]]:
    """The elements among the leaves by their one name, and those with other name classes."""
    named: dict[Name, Leaves] = defaultdict(frozenset)
    wild = []
    for leaf in leaves:
        if leaf[0] == "element" and len(leaf[2]) == 1 and min(leaf[2])[0] == "name":
            ((_, ns, name),) = leaf[2]
            named[ns, name] |= {leaf}
        elif leaf[0] == "element":
            wild.append(leaf)
    return named, wild


def shown_value(found: tuple[bool, Pattern]) -> str:
    return f"{'required' if found[0] else 'optional'} {found[1]}"[:300]


def differences(first: Grammar, second: Grammar) -> list[str]:
    return Comparison(first, second).run()
