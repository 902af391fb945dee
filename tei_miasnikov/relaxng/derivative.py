"""Derivatives: what a pattern leaves to come once something has been seen (James Clark's algorithm).

    (a, b*) after <a>      b*, and inside <a> the content of a
    (a | b) after <c>      nothing: c is not allowed

Each derivative is worked out once for each pattern and name. A start tag may be met by more than one element pattern,
so its derivative is a tuple of branches: the element pattern, and what is left after it. An attribute's is alike.
"""

from collections.abc import Callable, Sequence

from tei_miasnikov.relaxng.datatypes import Namespaces, allows, same, words
from tei_miasnikov.relaxng.fold import settle
from tei_miasnikov.relaxng.names import Name, contains
from tei_miasnikov.relaxng.pattern import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    ListOf,
    OneOrMore,
    Pattern,
    Patterns,
    Text,
    Value,
)

Branch = tuple[Pattern, Pattern]
"""What was met (an element pattern, or the value of an attribute), and what is left after it."""
Branches = tuple[Branch, ...]
Rule = Callable[[Pattern], Pattern]

MOST = 50_000
"""So many words of lists are remembered, then they begin anew."""
_LEAVES = (Data, Value, ListOf)
_OPAQUE = (Attribute, Data, ListOf)


class Derivatives:
    """The derivatives of one grammar's patterns."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self._children: dict[str, dict[Pattern, Branches]] = {}
        self._skipping: dict[str, dict[Pattern, Branches]] = {}
        self._attributes: dict[str, dict[Pattern, Branches]] = {}
        self._texts: dict[Pattern, Pattern] = {}
        self._bare: dict[Pattern, Pattern] = {}
        self._ignoring: dict[Pattern, Pattern] = {}
        self._words: dict[tuple[Pattern, str, str | None], Pattern] = {}
        self._by_name: dict[Choice, dict[str, list[Pattern]]] = {}

    def after_child(self, pattern: Pattern, tag: str) -> Branches:
        """After the start tag of a child of that name."""
        settled = self._children.setdefault(tag, {})
        return settle(
            pattern, settled, lambda node: self._reached(node, tag), lambda node: self._child(node, tag, settled)
        )

    def after_skipping(self, pattern: Pattern, tag: str) -> Branches:
        """After the child, where what had to come before it is missing."""
        settled = self._skipping.setdefault(tag, {})

        def rule(node: Pattern) -> Branches:
            branches = self._child(node, tag, settled)
            if isinstance(node, Group) and not node.first.nullable:
                return self._merged([*branches, *settled[node.second]])
            return branches

        return settle(pattern, settled, _inside, rule)

    def after_attribute(self, pattern: Pattern, name: str) -> Branches:
        """After the name of an attribute; the first of each branch is what its value must match."""
        settled = self._attributes.setdefault(name, {})
        return settle(pattern, settled, _inside, lambda node: self._attribute(node, name, settled))

    def after_text(self, pattern: Pattern) -> Pattern:
        """After text among elements (mixed content)."""
        return settle(pattern, self._texts, _inside, self._text)

    def without_attributes(self, pattern: Pattern) -> Pattern:
        """After the last attribute: those still required make it NOT_ALLOWED."""
        return settle(pattern, self._bare, _inside, lambda node: self._closed(node, self._bare, NOT_ALLOWED))

    def ignoring_attributes(self, pattern: Pattern) -> Pattern:
        """After the last attribute, those still required forgiven."""
        return settle(pattern, self._ignoring, _inside, lambda node: self._closed(node, self._ignoring, EMPTY))

    def accepts(self, pattern: Pattern, text: str, namespaces: Namespaces) -> bool:
        """Whether an attribute's value or an element's whole text matches the pattern."""
        if pattern is TEXT or (pattern.nullable and not text.strip(" \t\n\r")):
            return True
        if isinstance(pattern, _LEAVES):
            return self._leaf_after_string(pattern, text, namespaces) is EMPTY
        if isinstance(pattern, Choice) and all(isinstance(part, _LEAVES) for part in pattern.parts):
            return any(self._leaf_after_string(part, text, namespaces) is EMPTY for part in pattern.parts)
        return self._after_string(pattern, text, namespaces).nullable

    def _reached(self, node: Pattern, tag: str) -> tuple[Pattern, ...]:
        """The parts that a child can reach: not what follows something that must come first."""
        if isinstance(node, Group):
            return (node.first, node.second) if node.first.nullable else (node.first,)
        return self._candidates(node, tag) if isinstance(node, Choice) else _inside(node)

    def _candidates(self, node: Choice, tag: str) -> tuple[Pattern, ...]:
        """The parts of a choice that may take the child; the index by name saves asking hundreds of elements."""
        index = self._by_name.get(node)
        if index is None:
            index = self._by_name[node] = {}
            for part in node.parts:
                name = part.names.tag if isinstance(part, Element) and isinstance(part.names, Name) else ""
                index.setdefault(name, []).append(part)
        return (*index.get(tag, ()), *index.get("", ()))

    def _child(self, node: Pattern, tag: str, settled: dict[Pattern, Branches]) -> Branches:
        if isinstance(node, Element):
            return ((node, EMPTY),) if contains(node.names, tag) else ()
        if isinstance(node, Choice):
            return self._merged([branch for part in self._candidates(node, tag) for branch in settled.get(part, ())])
        if isinstance(node, Group):
            met = [(found, self.patterns.group(left, node.second)) for found, left in settled[node.first]]
            return self._merged([*met, *settled[node.second]] if node.first.nullable else met)
        return self._unordered(node, settled)

    def _attribute(self, node: Pattern, name: str, settled: dict[Pattern, Branches]) -> Branches:
        if isinstance(node, Attribute):
            return ((node.part, EMPTY),) if contains(node.names, name) else ()
        if isinstance(node, Choice):
            return self._merged([branch for part in node.parts for branch in settled[part]])
        if isinstance(node, Group):
            return self._either(node, settled, self.patterns.group)
        return self._unordered(node, settled)

    def _unordered(self, node: Pattern, settled: dict[Pattern, Branches]) -> Branches:
        if isinstance(node, Interleave):
            return self._either(node, settled, self.patterns.interleave)
        if isinstance(node, OneOrMore):
            more = self.patterns.choice([node, EMPTY])
            return self._merged([(found, self.patterns.group(left, more)) for found, left in settled[node.part]])
        return ()

    def _either(
        self, node: Group | Interleave, settled: dict[Pattern, Branches], join: Callable[[Pattern, Pattern], Pattern]
    ) -> Branches:
        first = [(found, join(left, node.second)) for found, left in settled[node.first]]
        return self._merged([*first, *[(found, join(node.first, left)) for found, left in settled[node.second]]])

    def _merged(self, branches: Sequence[Branch]) -> Branches:
        """The branches, those that met the same made one."""
        if len(branches) < 2:
            return tuple(branches)
        left: dict[Pattern, list[Pattern]] = {}
        for found, rest in branches:
            left.setdefault(found, []).append(rest)
        return tuple(
            (found, rests[0] if len(rests) == 1 else self.patterns.choice(rests)) for found, rests in left.items()
        )

    def _text(self, node: Pattern) -> Pattern:
        if isinstance(node, OneOrMore) and self._texts[node.part] is TEXT:
            return self.patterns.choice([node, EMPTY])  # text*, (text | ...)* is (text | ...)*: no new state
        return self._after_part(node, self._texts, lambda leaf: leaf if leaf is TEXT else NOT_ALLOWED)

    def _closed(self, node: Pattern, settled: dict[Pattern, Pattern], attribute: Pattern) -> Pattern:
        if isinstance(node, Attribute):
            return attribute
        if isinstance(node, Choice):
            return self.patterns.choice(settled[part] for part in node.parts)
        if isinstance(node, Group):
            return self.patterns.group(settled[node.first], settled[node.second])
        if isinstance(node, Interleave):
            return self.patterns.interleave(settled[node.first], settled[node.second])
        return self.patterns.one_or_more(settled[node.part]) if isinstance(node, OneOrMore) else node

    def _after_part(self, node: Pattern, settled: dict[Pattern, Pattern], leaf: Rule) -> Pattern:
        """The derivative of text or a string: one of the parts has taken it."""
        make = self.patterns
        if isinstance(node, Choice):
            return make.choice(settled[part] for part in node.parts)
        if isinstance(node, Group):
            after = make.group(settled[node.first], node.second)
            return make.choice([after, settled[node.second]]) if node.first.nullable else after
        if isinstance(node, Interleave):
            after = make.interleave(settled[node.first], node.second)
            return make.choice([after, make.interleave(node.first, settled[node.second])])
        if isinstance(node, OneOrMore):
            return make.group(settled[node.part], make.choice([node, EMPTY]))
        return leaf(node)

    def _after_string(self, pattern: Pattern, text: str, namespaces: Namespaces) -> Pattern:
        settled: dict[Pattern, Pattern] = {}

        def leaf(node: Pattern) -> Pattern:
            return self._leaf_after_string(node, text, namespaces)

        return settle(pattern, settled, _inside, lambda node: self._after_part(node, settled, leaf))

    def _leaf_after_string(self, node: Pattern, text: str, namespaces: Namespaces) -> Pattern:
        if isinstance(node, Text):
            return node
        if isinstance(node, Data):
            excluded = node.except_ is not NOT_ALLOWED and self.accepts(node.except_, text, namespaces)
            return EMPTY if allows(node.datatype, text, namespaces) and not excluded else NOT_ALLOWED
        if isinstance(node, Value):
            is_same = same(node.datatype, node.literal, node.namespaces, text, namespaces)
            return EMPTY if is_same else NOT_ALLOWED
        return EMPTY if isinstance(node, ListOf) and self._accepts_words(node, text, namespaces) else NOT_ALLOWED

    def _accepts_words(self, node: ListOf, text: str, namespaces: Namespaces) -> bool:
        found, left = words(text), node.part
        if isinstance(left, OneOrMore) and isinstance(left.part, Data):  # nearly all lists are lists of one datatype
            kind = left.part
            return bool(found) and all(self.accepts(kind, word, namespaces) for word in found)
        for word in found:
            left = self._after_word(left, word, namespaces)
        return left.nullable

    def _after_word(self, pattern: Pattern, word: str, namespaces: Namespaces) -> Pattern:
        """After a word of a list; lists repeat their words, so all but those with a prefix are remembered."""
        if ":" in word:
            return self._after_string(pattern, word, namespaces)
        key = (pattern, word, namespaces.get(None))
        found = self._words.get(key)
        if found is None:
            self._words = self._words if len(self._words) < MOST else {}
            found = self._words[key] = self._after_string(pattern, word, namespaces)
        return found


def _inside(node: Pattern) -> tuple[Pattern, ...]:
    """The parts that derivatives look into: attributes, data and lists are leaves."""
    return () if isinstance(node, _OPAQUE) else node.parts
