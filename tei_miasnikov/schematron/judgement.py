"""A document judged by the rules of a schema: every assertion that fails, and every rule that can't be evaluated.

    for fault in Judge(read_rules("tei_all.sch")).judge(tree, "speech.xml"):
        fault.element.sourceline, fault.message

Of the rules in a pattern the first whose context matches a node judges it. ISO/IEC 19757-3:2020, section 6.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from lxml import etree

from tei_miasnikov.schematron.compilation import (
    Branch,
    Check,
    Compiler,
    Fast,
    ReadyKey,
    ReadyRule,
    Variable,
    wanted,
)
from tei_miasnikov.schematron.contexts import Selection
from tei_miasnikov.schematron.document import OPENED, Document, Tree, string_value
from tei_miasnikov.schematron.faults import Failure, Fault, Trouble
from tei_miasnikov.schematron.kinds import Code, EvaluationError, Kind
from tei_miasnikov.schematron.rules import XPATH_1, Assertion, Message, Pattern, Place, Rules, ValueOf
from tei_miasnikov.schematron.xpath1 import CURRENT

Node = tuple[etree._Element, str]
"""An element, and the name of its attribute that is judged."""


class ReadyPattern(NamedTuple):
    """A pattern, made ready."""

    pattern: Pattern
    rules: tuple[ReadyRule, ...]
    variables: tuple[Variable, ...]


class Judge:
    """Judges documents by one schema, which is made ready once."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.compiler = Compiler(rules)
        self._engine: Any = None
        self.keys = tuple(filter(None, map(self.compiler.key, rules.keys)))
        shared = self._variables(rules.lets, ())
        self.patterns = tuple(self._pattern(pattern, shared) for pattern in rules.patterns)

    def _variables(self, lets: Iterable[Any], around: Sequence[Variable]) -> tuple[Variable, ...]:
        found = list(around)
        for let in lets:
            found.append(self.compiler.shared(let, found))
        return tuple(found)

    def _pattern(self, pattern: Pattern, shared: Sequence[Variable]) -> ReadyPattern:
        variables = self._variables(pattern.lets, shared)
        return ReadyPattern(pattern, tuple(self.compiler.rule(rule, variables) for rule in pattern.rules), variables)

    @property
    def engine(self) -> Any:
        """The full engine, imported where a rule needs it."""
        if self._engine is None:
            from tei_miasnikov.schematron.full_xpath import FullEngine  # a seventh of a second

            self._engine = FullEngine(self.rules)
        return self._engine

    def judge(self, tree: Tree, path: str = "") -> Iterator[Fault]:
        """What fails in a document, pattern by pattern; `path` says where document() looks for other files."""
        document = Document(tree, self.compiler.names, self.compiler.attributes)
        token = OPENED.set(document)
        try:
            session = _Session(self, document, path)
            yield from session.iter_wrong()
            for pattern in self.patterns:
                yield from session.iter_faults(pattern)
            yield from session.iter_left()
        finally:
            OPENED.reset(token)


class _Session:
    """The judgement of one document."""

    def __init__(self, judge: Judge, document: Document, path: str) -> None:
        self.judge, self.document, self.path = judge, document, path
        document.makers = {name: partial(self._table, name) for name in self._quick_keys()}
        self.troubled: set[Place] = set()
        self.left: dict[int, Assertion] = {}
        """The assertions that Saxon must evaluate, by their numbers."""
        self.shared: dict[tuple[Place, bool], Any] = {}
        """The values of the variables of schema and patterns, for lxml and for the full engine."""

    @property
    def engine(self) -> Any:
        """The full engine, with this document open."""
        engine = self.judge.engine
        engine.open(self.document, self.path)
        return engine

    def iter_wrong(self) -> Iterator[Trouble]:
        """The expressions that are wrong, whatever the document is."""
        for place, reason in (*self.judge.compiler.wrong, *self._iter_doubtful()):
            if place.line and place not in self.troubled:
                self.troubled.add(place)
                yield Trouble(place, "", reason)

    def _iter_doubtful(self) -> Iterator[tuple[Place, str]]:
        for expression, place in self.judge.compiler.doubtful.items():
            try:
                self.judge.engine.parse(expression)
            except EvaluationError as error:
                if not self._is_left_to_xslt(error):
                    yield place, str(error)

    def _quick_keys(self) -> set[str]:
        """The keys all of whose definitions lxml can evaluate."""
        ready = [key.name for key in self.judge.keys]
        said = [key.name for key in self.judge.rules.keys]
        return {name for name in ready if ready.count(name) == said.count(name)}

    def _table(self, name: str) -> dict[str, list[etree._Element]]:
        table: dict[str, list[etree._Element]] = {}
        for key in self.judge.keys:
            if key.name == name:
                for element in self._keyed(key):
                    value = key.use(element, self.document, {})
                    for each in value if isinstance(value, list) else [value]:
                        table.setdefault(string_value(each), []).append(element)
        return table

    def _keyed(self, key: ReadyKey) -> Iterator[etree._Element]:
        for selection, condition in key.matching:
            found = self._candidates(selection)
            yield from found if condition is None else (element for element in found if condition.xpath(element))

    def iter_faults(self, ready: ReadyPattern) -> Iterator[Fault]:
        """What fails by one pattern; a node that a rule has judged is not judged by a later one."""
        judged: set[Node] = set()
        for number, rule in enumerate(ready.rules):
            try:
                chosen = list(self._chosen(rule))
            except EvaluationError as error:
                if self._is_left_to_xslt(error):
                    self.left.update(_assertions(ready.rules[number:]))
                    return
                yield Trouble(rule.rule.place, "", f"its context can't be evaluated: {error}")
                continue
            for branch, nodes in chosen:
                left = [node for node in nodes if node not in judged] if judged else nodes
                for node in left:
                    yield from self._judged(branch, node)
                if len(ready.rules) > 1 or len(chosen) > 1:
                    judged.update(left)

    def _chosen(self, rule: ReadyRule) -> Iterator[tuple[Branch, list[Node]]]:
        """The nodes that match the context, by branches."""
        for branch in rule.branches:
            yield branch, self._matched(branch)
        if not rule.branches:
            found = self.engine.select(rule.rule.context)
            yield rule.plain, [(focus.element, focus.judged or focus.here) for focus in found]

    def _matched(self, branch: Branch) -> list[Node]:
        selection = branch.selection
        if selection.here == "/":
            return [(self.document.root, "/")]
        found = self._candidates(selection)
        if branch.condition is None:
            return [(element, selection.judged) for element in found]
        test = branch.condition.xpath
        return [(element, selection.judged) for element in found if test(element)]

    def _candidates(self, selection: Selection) -> Iterable[etree._Element]:
        if selection.name:
            return self.document.named[selection.name]
        if not selection.attributes:
            return self.document.root.iter("*")
        bearing = [self.document.bearing[name] for name in selection.attributes]
        return bearing[0] if len(bearing) == 1 else dict.fromkeys(chain.from_iterable(bearing))

    def _judged(self, branch: Branch, node: Node) -> Iterator[Fault]:
        focus = _Focus(self, branch, node)
        for check in branch.checks:
            try:
                fails = focus.fails(check)
            except EvaluationError as error:
                yield from self._trouble(check.assertion, error, node)
                continue
            if fails:
                yield focus.failure(check.assertion)

    def _trouble(self, assertion: Assertion, error: EvaluationError, node: Node) -> Iterator[Fault]:
        """What is said of an assertion that can't be evaluated, once a document; Saxon may know its functions."""
        if self._is_left_to_xslt(error):
            self.left[assertion.number] = assertion
        elif assertion.place not in self.troubled:
            self.troubled.add(assertion.place)
            yield Trouble(assertion.place, assertion.code, str(error), node[0])

    def _is_left_to_xslt(self, error: EvaluationError) -> bool:
        return bool(error.function and self.judge.rules.xslt)

    def iter_left(self) -> Iterator[Fault]:
        """What fails of the assertions that call functions written in XSLT."""
        if not self.left:
            return
        try:
            from tei_miasnikov.schematron.xslt import judge_by_saxon  # needs an extra, and a quarter of a second
        except ModuleNotFoundError:
            for assertion in self.left.values():
                reason = "it calls functions written in XSLT"
                yield Trouble(assertion.place, assertion.code, reason, needs_saxon=True)
            return
        try:
            yield from judge_by_saxon(self.judge.rules, self.left, self.document)
        except EvaluationError as error:
            for assertion in self.left.values():
                yield Trouble(assertion.place, assertion.code, str(error))


def _assertions(rules: Iterable[ReadyRule]) -> dict[int, Assertion]:
    return {each.number: each for rule in rules for each in rule.rule.assertions}


class _Focus:
    """One node that one rule judges, and the values of the rule's variables there."""

    def __init__(self, session: _Session, branch: Branch, node: Node) -> None:
        self.session, self.branch, self.node = session, branch, node
        self.values: dict[str, Any] = {}

    def fails(self, check: Check) -> bool:
        """Whether the assertion fails. Raises EvaluationError."""
        if check.failing is not None:
            try:
                return bool(self._fast(check.failing))
            except (etree.XPathError, ArithmeticError, LookupError, TypeError, ValueError):
                pass  # the full engine decides, or says what is wrong
        test = check.assertion.test
        return bool(self._full("truth", test)) is check.assertion.is_report

    def _fast(self, fast: Fast) -> Any:
        if not fast.is_bare:
            for name in fast.variables:
                self._bind(name)
        return fast(self.node[0], self.session.document, self.values)

    def _bind(self, name: str) -> None:
        """The value of a variable for lxml, and of those that it names."""
        if name in self.values or name == CURRENT:
            return
        variable = next(each for each in reversed(self.branch.variables) if each.let.name == name)
        if variable.fast is None:
            raise LookupError(name)
        if not variable.is_shared:
            self.values[name] = as_nodes(self._fast(variable.fast))
            return
        shared, key = self.session.shared, (variable.let.place, True)
        if key not in shared:
            shared[key] = as_nodes(self._fast(variable.fast))
        self.values[name] = shared[key]

    def _full(self, method: str, expression: str) -> Any:
        """What the full engine makes of an expression: its truth, words or name. Raises EvaluationError."""
        variables: dict[str, Any] = {}
        engine, shared = self.session.engine, self.session.shared
        here = engine.focus(self.node[0], self.node[1])
        for each in wanted(expression, self.branch.variables):
            key = (each.let.place, False)
            if not each.is_shared:
                variables[each.let.name] = engine.values(each.let.value, here, variables)
                continue
            if key not in shared:
                shared[key] = engine.values(each.let.value, engine.focus(self.node[0], "/"), variables)
            variables[each.let.name] = shared[key]
        return getattr(engine, method)(expression, here, variables)

    def failure(self, assertion: Assertion) -> Failure:
        """The assertion with the words of the document."""
        message = (
            self._filled(assertion.message)
            or f"{'there is' if assertion.is_report else 'there is not'}: {assertion.test}"
        )
        diagnostics = tuple(filter(None, map(self._filled, assertion.diagnostics)))
        judged = "" if self.node[1].startswith("#") else self.node[1]
        return Failure(assertion, self.node[0], judged, message, diagnostics)

    def _filled(self, message: Message) -> str:
        parts = (part if isinstance(part, str) else self._words(part) for part in message)
        return " ".join("".join(parts).split())

    def _words(self, value: ValueOf) -> str:
        try:
            quick = self._quick_words(value)
            return self._full("name" if value.is_name else "words", value.select) if quick is None else quick
        except EvaluationError as error:
            return f"[{value.select}: {error}]"

    def _quick_words(self, value: ValueOf) -> str | None:
        """What a message shows, where lxml can say it."""
        expression = f"name({value.select})" if value.is_name else value.select
        compiler, branch = self.session.judge.compiler, self.branch
        here = branch.selection.here
        fast, code = compiler.words(expression, here, branch.variables)
        if fast is None or code is None or self.node[1] not in (branch.selection.judged, here):
            return None
        try:
            return in_words(self._fast(fast), code, is_first=compiler.rules.xpath == XPATH_1)
        except (etree.XPathError, ArithmeticError, LookupError, TypeError, ValueError):
            return None


def as_nodes(value: Any) -> Any:
    """A value as lxml takes it for a variable: strings in a list become elements with that text."""
    if isinstance(value, list) and any(isinstance(each, str) for each in value):
        holder = etree.Element("values")
        return [_held(each, holder) if isinstance(each, str) else each for each in value]
    return value


def _held(text: str, holder: etree._Element) -> etree._Element:
    """An element with that text; all of them in one document, so that they have an order."""
    element = etree.SubElement(holder, "value")
    element.text = str(text)
    return element


def in_words(value: Any, code: Code, *, is_first: bool) -> str | None:
    """A value of lxml as xsl:value-of writes it; None where only the full engine knows how."""
    if code.kind in (Kind.NODES, Kind.TEXTS) and isinstance(value, list):
        return " ".join(string_value(each) for each in (value[:1] if is_first else value))
    write = WORDS.get(code.kind)
    return write(value) if write else None


WORDS: dict[Kind, Callable[[Any], str]] = {
    Kind.TRUTH: lambda value: "true" if value else "false",
    Kind.WHOLE: lambda value: str(int(value)),
    Kind.TEXT: str,
}
"""How a value is written, by its kind."""
