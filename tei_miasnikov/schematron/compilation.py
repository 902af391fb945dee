"""Expressions and rules made ready: what XPath 1.0 can say is compiled by lxml.

    fast = Compiler(rules).compile(parse("@when and @from"), "", {})
    fast(element, document, {})      whether it is so

An expression that can't be said in XPath 1.0 has no fast form; the full engine (full_xpath.py) evaluates it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from lxml import etree

from tei_miasnikov.schematron.contexts import Selection, read_context
from tei_miasnikov.schematron.document import Document
from tei_miasnikov.schematron.extensions import EXTENSIONS, NAMESPACE
from tei_miasnikov.schematron.functions import WRITERS
from tei_miasnikov.schematron.functions import XPATH_1 as FUNCTIONS_1
from tei_miasnikov.schematron.kinds import Code, UnknownNameError, UnknownPrefixError, UntranslatableError
from tei_miasnikov.schematron.rules import NOWHERE, XPATH_1, Assertion, Key, Let, Place, Rule, Rules
from tei_miasnikov.schematron.xpath1 import CURRENT, FirstTranslator, Scope, Translator
from tei_miasnikov.schematron.xpath_parser import XPathError, parse

LONGEST = 2000
"""A longer list of elements is not handed to lxml, which takes the square of its length; it looks for itself."""
_VARIABLE = re.compile(r"\$\s*([^\W\d][\w.\-·]*)")


class Fast(NamedTuple):
    """An expression compiled by lxml, and the variables that it wants; `anywhere` and `before` are indexed names."""

    xpath: etree.XPath
    variables: tuple[str, ...] = ()
    anywhere: tuple[tuple[str, str], ...] = ()
    before: tuple[tuple[str, str], ...] = ()
    unindexed: etree.XPath | None = None
    is_bare: bool = True
    """Whether it wants nothing."""

    def __call__(self, element: etree._Element, document: Document, variables: Mapping[str, Any]) -> Any:
        """The value; whatever an extension function raises where XPath 2.0 would refuse."""
        if self.is_bare:
            return self.xpath(element)
        bound: dict[str, Any] = {name: [element] if name == CURRENT else variables[name] for name in self.variables}
        if any(len(document.named[name]) > LONGEST for _, name in (*self.anywhere, *self.before)):
            return self.unindexed(element, **bound) if self.unindexed else None
        bound.update((name, document.named[tag]) for name, tag in self.anywhere)
        bound.update((name, document.before(tag, element)) for name, tag in self.before)
        return self.xpath(element, **bound)


class Variable(NamedTuple):
    """A let: its fast form where it has one, and the kind of its value."""

    let: Let
    fast: Fast | None
    code: Code | None
    is_shared: bool = False
    """Whether it is one of the schema or the pattern, evaluated once a document."""


class Check(NamedTuple):
    """An assertion: `failing` is true of a node where it fails; None where the full engine is needed."""

    assertion: Assertion
    failing: Fast | None


class Branch(NamedTuple):
    """A rule for some of what its context matches; `variables` are all that its tests may name, in their order."""

    selection: Selection
    condition: Fast | None
    variables: tuple[Variable, ...]
    checks: tuple[Check, ...]


class ReadyRule(NamedTuple):
    """A rule: its branches; none where the full engine must select the nodes, and judge them as `plain` says."""

    rule: Rule
    branches: tuple[Branch, ...]
    plain: Branch


class ReadyKey(NamedTuple):
    """A key: what it holds, each with its condition, and by what."""

    name: str
    matching: tuple[tuple[Selection, Fast | None], ...]
    use: Fast


class Compiler:
    """Makes the expressions of one schema ready, and notes the names that must be indexed."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.doubtful: dict[str, Place] = {}
        """Expressions that may be wrong, which the full engine must read before any document does."""
        self.wrong: list[tuple[Place, str]] = []
        """Where expressions stand that are wrong for sure, and why."""
        self._words: dict[tuple[object, ...], tuple[Fast | None, Code | None]] = {}

    @property
    def _writers(self) -> Mapping[str, Any]:
        return {name: WRITERS[name] for name in FUNCTIONS_1} if self.rules.xpath == XPATH_1 else WRITERS

    def translator(self, known: Mapping[str, Code]) -> Translator:
        """What writes an expression in XPath 1.0."""
        kind = FirstTranslator if self.rules.xpath == XPATH_1 else Translator
        return kind(known, self._writers, self.rules.namespaces)

    def key(self, key: Key) -> ReadyKey | None:
        """A key, made ready; None where it needs the full engine."""
        try:
            translator = self.translator({})
            selections = self._selections(key.match, translator)
        except (UntranslatableError, XPathError, etree.XPathSyntaxError):
            return None
        use = self.compile(key.use, "", ())[0]
        if use is None or any(each.here for each in selections):
            return None
        return ReadyKey(key.name, tuple((each, self._condition(each, translator)) for each in selections), use)

    def _selections(self, pattern: str, translator: Translator) -> list[Selection]:
        selections = read_context(parse(pattern), translator, self.rules.namespaces)
        if translator.needs.variables or translator.needs.anywhere or translator.needs.before:
            raise UntranslatableError("a pattern that looks around")
        self._note(selections)
        return selections

    def _condition(self, selection: Selection, translator: Translator) -> Fast | None:
        if not selection.condition:
            return None
        return Fast(self._xpath(f"boolean({selection.condition})", translator))

    def rule(self, rule: Rule, around: Sequence[Variable]) -> ReadyRule:
        """A rule, made ready; `around` are the variables of its pattern and schema."""
        plain = Branch(
            Selection(), None, self._unread(rule, around), tuple(Check(each, None) for each in rule.assertions)
        )
        try:
            translator = self.translator(_known(around))
            selections = self._selections(rule.context, translator)
            branches = tuple(self._branch(rule, each, around, translator) for each in selections)
        except (UntranslatableError, XPathError, etree.XPathSyntaxError):
            return ReadyRule(rule, (), plain)
        return ReadyRule(rule, branches, plain)

    def _note(self, selections: Sequence[Selection]) -> None:
        for each in selections:
            if each.name:
                self.names.add(each.name)
            else:
                self.attributes.update(each.attributes)

    def _unread(self, rule: Rule, around: Sequence[Variable]) -> tuple[Variable, ...]:
        return (*around, *(Variable(let, None, None) for let in rule.lets))

    def _branch(self, rule: Rule, selection: Selection, around: Sequence[Variable], translator: Translator) -> Branch:
        variables = list(around)
        for let in rule.lets:
            variables.append(self.variable(let, selection.here, variables))
        checks = tuple(Check(each, self._failing(each, selection.here, variables)) for each in rule.assertions)
        return Branch(selection, self._condition(selection, translator), tuple(variables), checks)

    def variable(self, let: Let, here: str, before: Sequence[Variable]) -> Variable:
        """A let of a rule, whose value may name those before it."""
        fast, code = self.compile(let.value, here, before, place=let.place)
        return Variable(let, fast, code)

    def shared(self, let: Let, before: Sequence[Variable]) -> Variable:
        """A let of a schema or a pattern, whose context is the document."""
        return self.variable(let, "/", before)._replace(is_shared=True)

    def _failing(self, assertion: Assertion, here: str, variables: Sequence[Variable]) -> Fast | None:
        form = "boolean({})" if assertion.is_report else "not({})"
        return self.compile(assertion.test, here, variables, form, assertion.place)[0]

    def words(self, expression: str, here: str, variables: Sequence[Variable]) -> tuple[Fast | None, Code | None]:
        """The fast form of what a message shows; an index is not made for it."""
        key = (expression, here, *(each.let.place for each in variables))
        if key not in self._words:
            fast, code = self.compile(expression, here, variables)
            self._words[key] = (None, None) if fast and (fast.anywhere or fast.before) else (fast, code)
        return self._words[key]

    def compile(
        self, expression: str, here: str, variables: Sequence[Variable], form: str = "", place: Place = NOWHERE
    ) -> tuple[Fast | None, Code | None]:
        """The fast form of an expression, if it has one; `form` asks for a truth, `place` is where it stands."""
        known = _known(variables)
        try:
            read = parse(expression)
            translator = self.translator(known)
            code = translator.write(read, Scope(here))
            text = form.format(translator.truth(code)) if form else code.text
            return self._fast(text, translator, self._unindexed(read, here, known, form, translator)), code
        except UnknownPrefixError as error:
            self.wrong.append((place, str(error)))
        except (UnknownNameError, XPathError, etree.XPathSyntaxError):
            self.doubtful.setdefault(expression, place)
        except UntranslatableError:
            pass
        return None, None

    def _unindexed(
        self, read: Any, here: str, known: Mapping[str, Code], form: str, made: Translator
    ) -> etree.XPath | None:
        if not made.needs.anywhere and not made.needs.before:
            return None
        translator = self.translator(known)
        translator.is_indexed = False
        code = translator.write(read, Scope(here))
        return self._xpath(form.format(translator.truth(code)) if form else code.text, translator)

    def _fast(self, text: str, translator: Translator, unindexed: etree.XPath | None) -> Fast:
        needs = translator.needs
        anywhere = tuple((f"_all.{name.replace(':', '.')}", self._clark(name)) for name in sorted(needs.anywhere))
        before = tuple((f"_before.{name.replace(':', '.')}", self._clark(name)) for name in sorted(needs.before))
        self.names.update(tag for _, tag in (*anywhere, *before))
        is_bare = not (needs.variables or anywhere or before)
        xpath = self._xpath(text, translator)
        return Fast(xpath, tuple(sorted(needs.variables)), anywhere, before, unindexed, is_bare)

    def _clark(self, name: str) -> str:
        prefix, colon, own = name.rpartition(":")
        if colon and prefix not in self.rules.namespaces:
            raise UntranslatableError(prefix)
        return f"{{{self.rules.namespaces[prefix]}}}{own}" if colon else own

    def _xpath(self, text: str, translator: Translator) -> etree.XPath:
        functions = {(NAMESPACE, name): EXTENSIONS[name] for name in translator.needs.functions}
        if not functions:
            return etree.XPath(text, namespaces=self.rules.namespaces or None)
        spaces = {**self.rules.namespaces, "_x": NAMESPACE}
        return etree.XPath(text, namespaces=spaces, extensions=functions)


def _known(variables: Sequence[Variable]) -> dict[str, Code]:
    """The variables that the fast form of an expression may name."""
    return {each.let.name: each.code for each in variables if each.fast is not None and each.code is not None}


def wanted(expression: str, variables: Sequence[Variable]) -> list[Variable]:
    """The variables that an expression names, and those that they name, in their order."""
    names, found = set(_VARIABLE.findall(expression)), []
    for each in reversed(variables):
        if each.let.name in names:
            found.append(each)
            names |= set(_VARIABLE.findall(each.let.value))
    return found[::-1]
