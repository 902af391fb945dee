"""XPath expressions written as XPath 1.0, which lxml compiles, where XPath 1.0 says the same.

    @type eq 'gloss' and exists(tei:label)        (@type = 'gloss' and boolean(child::tei:label))

What differs between the two is decided by the kinds of the operands (kinds.py); what XPath 1.0 lacks is an extension
function (functions.py), or can't be translated, and a full engine evaluates it. A function that meets what XPath 2.0
would refuse raises an error, and the full engine says what is wrong.
XPath 2.0 (W3C 2010), appendix I, "Backwards Compatibility with XPath 1.0".
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from tei_miasnikov.schematron.kinds import (
    NUMBERS,
    YES_OR_NO,
    Code,
    Kind,
    UnknownNameError,
    UnknownPrefixError,
    UntranslatableError,
)
from tei_miasnikov.schematron.operands import FirstOperands, Operands, literal
from tei_miasnikov.schematron.xpath_syntax import (
    Binding,
    Call,
    Expression,
    Filter,
    Here,
    If,
    Negative,
    Number,
    Operation,
    Path,
    Root,
    Several,
    Step,
    Text,
    Typed,
    Variable,
)

CURRENT = "_current"
"""The variable that holds the element of the rule's context."""
GENERAL = frozenset(["=", "!=", "<", "<=", ">", ">="])
VALUE = {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
ARITHMETIC = frozenset(["+", "-", "*", "div", "mod"])
NUMERIC = (Number, Negative, Typed)
SINGLE_AXES = frozenset(["self", "parent"])
ELEMENT_AXES = frozenset(
    ["child", "descendant", "ancestor", "following", "following-sibling", "preceding", "preceding-sibling", "self"]
)
DOCUMENT_AXES = frozenset(["self", "parent", "ancestor", "ancestor-or-self", "descendant-or-self"])
"""The axes that lead to the document itself."""

Writer: TypeAlias = "Callable[[Translator, tuple[Expression, ...], Scope], Code]"
"""Writes the call of a function."""


class Scope(NamedTuple):
    """What `.` is: at the top the context of the rule, which is written as `here`; within a predicate another node.

    In the body of a some or every, the item of its variable `bound` is written as `.`, and the context of the rule, if
    the expression `is_outer` at the top, as current().
    """

    here: str = ""
    is_top: bool = True
    bound: str = ""
    is_outer: bool = False
    is_text: bool = False
    """Whether the item of `bound` is a string."""


class Translator(Operands):
    """Writes one expression of XPath 2.0; `known` are the variables, and what they hold; `writers` know functions."""

    def __init__(self, known: Mapping[str, Code], writers: Mapping[str, Writer], namespaces: Mapping[str, str]) -> None:
        super().__init__()
        self.known, self.writers, self.namespaces = known, writers, namespaces
        self.is_indexed = True
        """Whether `//tei:x` is looked up in an index of the document."""

    def write(self, expression: Expression, scope: Scope) -> Code:
        """The expression in XPath 1.0. Raises UntranslatableError."""
        match expression:
            case Path() | Filter():
                return self._nodes(expression, scope)
            case Operation():
                return self._operation(expression, scope)
            case Call(name, arguments):
                return self._call(name, arguments, scope)
            case If():
                return self._if(expression, scope)
            case Binding():
                return self._binding(expression, scope)
            case Typed():
                return self._typed(expression, scope)
            case _:
                return self._simple(expression, scope)

    def _simple(self, expression: Expression, scope: Scope) -> Code:
        match expression:
            case Number(text):
                return self._literal(text)
            case Text(value):
                return Code(literal(value), Kind.TEXT)
            case Here():
                return self._context(scope)
            case Variable(name):
                return self._variable(name, scope)
            case Root():
                return Code("/", Kind.NODES, may_be_document=True)
            case Negative(operand):
                found = self.number(self.write(operand, scope))
                return Code(f"(- {found.text})", found.kind)
            case _:
                raise UntranslatableError("a sequence")

    def _literal(self, text: str) -> Code:
        if "e" in text.lower():
            raise UntranslatableError(text)
        return Code(text, Kind.WHOLE if text.isdigit() else Kind.NUMBER)

    def _context(self, scope: Scope) -> Code:
        if scope.bound and not scope.is_outer:
            raise UntranslatableError("what . is outside")
        return self.current(scope) if scope.bound or scope.is_top else Code(".", Kind.NODES, may_be_document=True)

    def current(self, scope: Scope) -> Code:
        """The context of the rule, wherever `.` is."""
        if scope.is_top:
            return Code(scope.here or ".", Kind.NODES, may_be_document=scope.here == "/")
        if scope.here == "/":
            return Code("/", Kind.NODES, may_be_document=True)
        self.needs.variables.add(CURRENT)
        start = f"${CURRENT}"
        return Code(f"{start}/{scope.here}" if scope.here else start, Kind.NODES, is_elements=not scope.here)

    def _variable(self, name: str, scope: Scope) -> Code:
        if name == scope.bound:
            return Code("string(.)", Kind.TEXT) if scope.is_text else Code(".", Kind.NODES, may_be_document=True)
        if name not in self.known:
            raise UntranslatableError(f"${name}")
        self.needs.variables.add(name)
        return self.known[name]._replace(text=f"${name}")

    # Paths

    def _nodes(self, path: Path | Filter, scope: Scope) -> Code:
        if isinstance(path, Filter):
            return self._filter(path, scope)
        written, steps = self._start(path, scope)
        for step in steps:
            written = self._step(written, step, scope)
        return written

    def _start(self, path: Path, scope: Scope) -> tuple[Code, tuple[Step | Filter, ...]]:
        hoisted = self._hoisted(path, scope)
        if hoisted is not None:
            return hoisted
        if path.start is None:
            if scope.bound:
                return self._context(scope), path.steps
            return Code(scope.here if scope.is_top else "", Kind.NODES), path.steps
        if isinstance(path.start, Root):
            return Code("/", Kind.NODES), path.steps
        if path.start.primary == Call("current") and not path.start.predicates and scope.is_top:
            return Code(scope.here, Kind.NODES), path.steps
        start = self._filter(path.start, scope)
        if start.kind is not Kind.NODES:
            raise UntranslatableError("a path from what are no nodes")
        if isinstance(path.start.primary, Variable) and not (start.is_elements or start.text == "(.)"):
            raise UntranslatableError("a path from a variable that may hold attributes")
        return start, path.steps

    def _hoisted(self, path: Path, scope: Scope) -> tuple[Code, tuple[Step | Filter, ...]] | None:
        """`//tei:x` and `preceding::tei:x`, which are looked up in an index instead of walking the document."""
        first, *rest = path.steps
        if not self.is_indexed:
            return None
        if isinstance(path.start, Root) and first == Step("descendant-or-self", "node()") and rest:
            found, kind, names = rest[0], "_all", self.needs.anywhere
            rest = rest[1:]
        elif path.start is None and scope.is_top and not scope.here:
            found, kind, names = first, "_before", self.needs.before
        else:
            return None
        axis = "child" if kind == "_all" else "preceding"
        if not isinstance(found, Step) or found.axis != axis or not is_name(found.test):
            return None
        predicates = [self.write(each, Scope(scope.here, is_top=False)) for each in found.predicates]
        if any(each.kind in NUMBERS or uses_position(each.text) for each in predicates):
            return None
        names.add(found.test)
        variable = Code(f"${kind}.{found.test.replace(':', '.')}", Kind.NODES, is_single=False, is_elements=True)
        return self._bracketed(variable, found.predicates, scope), tuple(rest)

    def _filter(self, found: Filter, scope: Scope) -> Code:
        primary = self.write(found.primary, scope)
        if primary.kind not in (Kind.NODES, Kind.TEXTS) and (found.predicates or primary.kind is not Kind.TEXT):
            raise UntranslatableError("a filter on what are no nodes")
        return self._bracketed(primary._replace(text=f"({primary.text})"), found.predicates, scope)

    def _step(self, start: Code, step: Step | Filter, scope: Scope) -> Code:
        if isinstance(step, Filter):
            return self._branching(start, step, scope)
        text = f"{step.axis}::{self._test(step)}"
        slash = "" if not start.text or start.text == "/" else "/"
        is_single = start.is_single and (
            step.axis in SINGLE_AXES or (step.axis == "attribute" and "*" not in step.test and "(" not in step.test)
        )
        is_elements = step.axis in ELEMENT_AXES and (is_name(step.test) or step.test == "*")
        is_document = step.test == "node()" and step.axis in DOCUMENT_AXES
        made = Code(f"{start.text}{slash}{text}", Kind.NODES, is_single, is_elements, is_document)
        bracketed = self._bracketed(made, step.predicates, scope)
        return bracketed if start.is_single else bracketed._replace(is_single=False)

    def _branching(self, start: Code, step: Filter, scope: Scope) -> Code:
        """`a/(b | c)`, which is `(a/b | a/c)`; `a/.` is a."""
        match step:
            case Filter(Here(), ()):
                return start
            case Filter(Operation("|" | "union", Path(None, left), Path(None, right)), ()) if start.text:
                sides = []
                for steps in (left, right):
                    side = start
                    for each in steps:
                        side = self._step(side, each, scope)
                    sides.append(side)
                return self._union(*sides)
        raise UntranslatableError("a step that is no step")

    def _test(self, step: Step) -> str:
        prefix, colon, name = step.test.partition(":")
        if colon and prefix not in ("*", "xml") and prefix not in self.namespaces:
            raise UnknownPrefixError(f"the prefix {prefix!r} is not declared")
        if colon and prefix == "*":
            return f"{'node()' if step.axis == 'attribute' else '*'}[local-name() = {literal(name)}]"
        if step.test.startswith(("element(", "attribute(", "document-node(")):
            raise UntranslatableError(step.test)
        return step.test

    def _bracketed(self, made: Code, predicates: tuple[Expression, ...], scope: Scope) -> Code:
        inner = Scope(scope.here, is_top=False)
        for predicate in predicates:
            found = self.write(predicate, inner)
            is_one = isinstance(predicate, Number) or predicate == Call("last")
            test = found.text if found.kind in NUMBERS else self.truth(found)
            made = made._replace(text=f"{made.text}[{test}]", is_single=made.is_single or is_one)
        return made

    # Operations

    def _operation(self, each: Operation, scope: Scope) -> Code:
        operator = each.operator
        if operator in ("and", "or"):
            left, right = (self.truth(self.write(side, scope)) for side in (each.left, each.right))
            return Code(f"({left} {operator} {right})", Kind.TRUTH)
        if operator in GENERAL:
            return self.compare(operator, self._operand(each.left, scope), self._operand(each.right, scope))
        if operator in VALUE or operator == "is":
            return self.compare_values(each, scope)
        if operator == "except":
            return self._except(each, self.write(each.left, scope), scope)
        left_code, right_code = self.write(each.left, scope), self.write(each.right, scope)
        if operator in ARITHMETIC:
            return self.calculate(operator, left_code, right_code)
        if operator in ("|", "union"):
            return self._union(left_code, right_code)
        if operator == "||":
            return Code(f"concat({self.text(left_code)}, {self.text(right_code)})", Kind.TEXT)
        raise UntranslatableError(operator)

    def _union(self, left: Code, right: Code) -> Code:
        """Nodes together; what a variable holds of attributes is no longer the nodes themselves."""
        for each in (left, right):
            if each.kind is not Kind.NODES or ("$" in each.text and not each.is_elements):
                raise UntranslatableError("a union")
        is_elements = left.is_elements and right.is_elements
        is_document = left.may_be_document or right.may_be_document
        return Code(f"({left.text} | {right.text})", Kind.NODES, False, is_elements, is_document)  # noqa: FBT003

    def _except(self, each: Operation, left: Code, scope: Scope) -> Code:
        """`@* except (@mode, @ident)`: attributes of the same element told apart by their names."""
        items = each.right.items if isinstance(each.right, Several) else (each.right,)
        if left.text != "attribute::*" or scope.here:
            raise UntranslatableError("except")
        tests = [self._attribute_test(item) for item in items]
        return Code(f"attribute::*[not({' or '.join(tests)})]", Kind.NODES, is_single=False)

    def _attribute_test(self, item: Expression) -> str:
        match item:
            case Path(None, (Step("attribute", test, ()),)) if is_name(test) and ":" not in test:
                return f"name() = {literal(test)}"
        raise UntranslatableError("except")

    def compare_values(self, each: Operation, scope: Scope) -> Code:
        """A value comparison: one item each, and what is untyped is a string."""
        nodes = nodes_compared(each)
        if nodes:
            left, right = (self.write(node, scope) for node in nodes)
            return Code(f"(count({left.text} | {right.text}) = 1)", Kind.TRUTH)
        if each.operator not in VALUE:
            raise UntranslatableError(each.operator)
        left, right = self.write(each.left, scope), self.write(each.right, scope)
        if {left.kind, right.kind} & NUMBERS and Kind.NODES in (left.kind, right.kind):
            raise UntranslatableError("a string and a number")
        compared = self.compare(VALUE[each.operator], self.one(left), self.one(right))
        is_sure = not {left.kind, right.kind} & {Kind.NODES, Kind.TEXTS}
        return compared._replace(kind=Kind.TRUTH if is_sure else Kind.MAYBE)

    def _operand(self, operand: Expression, scope: Scope) -> Code:
        """A side of a general comparison, which may be a sequence: its order does not matter."""
        if not isinstance(operand, Several):
            return self.write(operand, scope)
        words = [item.value for item in operand.items if isinstance(item, Text)]
        if words and len(words) == len(operand.items) and all(word.split() == [word] for word in words):
            return Code(f"{self.function('words')}({literal(' '.join(words))})", Kind.TEXTS, is_single=False)
        found = [self.write(item, scope) for item in operand.items]
        kinds = {each.kind for each in found}
        if kinds not in ({Kind.NODES}, {Kind.TRUTHS}):
            raise UntranslatableError("a sequence")
        return Code(f"({' | '.join(each.text for each in found)})", kinds.pop(), is_single=False)

    # The rest

    def _if(self, each: If, scope: Scope) -> Code:
        asked = self.truth(self.write(each.test, scope))
        if isinstance(each.then, NUMERIC) and isinstance(each.other, NUMERIC):
            yes, no = (self._perhaps(branch, scope) for branch in (each.then, each.other))
            return Code(f"{self.function('chosen')}(boolean({asked}), {yes.text}, {no.text})", Kind.WHOLE)
        yes, no = self.write(each.then, scope), self.write(each.other, scope)
        if yes.kind is no.kind is Kind.TEXT:
            return Code(f"{self.function('chosen-text')}(boolean({asked}), {yes.text}, {no.text})", Kind.TEXT)
        if not {yes.kind, no.kind} <= YES_OR_NO | {Kind.NODES}:
            raise UntranslatableError("if")
        text = f"(({asked} and {self.truth(yes)}) or (not({asked}) and {self.truth(no)}))"
        return Code(text, Kind.TRUTH if yes.kind is no.kind is Kind.TRUTH else Kind.MAYBE)

    def _perhaps(self, each: Expression, scope: Scope) -> Code:
        """A whole number, or NaN where it is none: XPath 1.0 looks at both branches."""
        if isinstance(each, Typed):
            if (each.kind, each.type) != ("cast", "xs:integer"):
                raise UntranslatableError(each.type)
            return self.cast(each.operand, "perhaps-integer", Kind.WHOLE, scope)
        found = self.write(each, scope)
        if found.kind is not Kind.WHOLE:
            raise UntranslatableError("if")
        return found

    def _binding(self, each: Binding, scope: Scope) -> Code:
        source = self.write(each.source, scope)
        if source.kind not in (Kind.NODES, Kind.TEXTS):
            raise UntranslatableError(each.kind)
        inner = Scope(
            scope.here, is_top=False, bound=each.name, is_outer=scope.is_top, is_text=source.kind is Kind.TEXTS
        )
        found = self.write(each.body, inner)
        body = self.truth(found)
        if each.kind == "some":
            return Code(f"boolean(({source.text})[boolean({body})])", Kind.TRUTH)
        if each.kind == "every":
            return Code(f"not(({source.text})[not({body})])", Kind.TRUTH)
        if found.kind is not Kind.TRUTH:
            raise UntranslatableError("for")
        nodes = self.handed(source)
        true, false = f"({nodes})[boolean({body})]", f"({nodes})[not({body})]"
        return Code(f"{self.function('truths')}({true}, {false})", Kind.TRUTHS, is_single=False)

    def _typed(self, each: Typed, scope: Scope) -> Code:
        if (each.kind, each.type) == ("castable", "xs:integer"):
            return self.cast(each.operand, "is-integer", Kind.TRUTH, scope)
        cast = CASTS.get(each.type) if each.kind == "cast" else None
        if cast is None:
            raise UntranslatableError(f"{each.kind} {each.type}")
        return self.cast(each.operand, *cast, scope)

    def cast(self, operand: Expression, function: str, kind: Kind, scope: Scope) -> Code:
        """A value of another type."""
        found = self.write(operand, scope)
        if found.kind not in (Kind.NODES, Kind.TEXT, Kind.TEXTS):
            raise UntranslatableError(f"cast of {found.kind}")
        return Code(f"{self.function(function)}({self.handed(found)})", kind)

    def _call(self, name: str, arguments: tuple[Expression, ...], scope: Scope) -> Code:
        if name not in self.writers:
            raise UnknownNameError(f"{name}()")
        try:
            return self.writers[name](self, arguments, scope)
        except ValueError:
            raise UntranslatableError(f"{name}() with {len(arguments)} arguments") from None


CASTS = {
    "xs:integer": ("as-integer", Kind.WHOLE),
    "xs:date": ("as-day", Kind.DAY),
    "xs:double": ("as-number", Kind.NUMBER),
    "xs:float": ("as-number", Kind.NUMBER),
    "xs:decimal": ("as-number", Kind.NUMBER),
    "xs:dayTimeDuration": ("as-span", Kind.SPAN),
}
"""Casts, and the functions that make them."""


def is_name(test: str) -> bool:
    """Whether a node test is the name of one element or attribute."""
    return "*" not in test and "(" not in test


def uses_position(text: str) -> bool:
    """Whether an expression asks for a position."""
    return "position()" in text or "last()" in text


def nodes_compared(each: Operation) -> tuple[Expression, ...]:
    """The sides of `. is current()` or `generate-id(.) eq generate-id(current())`: nodes that there are for certain."""
    match each:
        case Operation("is", left, right):
            sides = (left, right)
        case Operation("eq", Call("generate-id", (left,)), Call("generate-id", (right,))):
            sides = (left, right)
        case _:
            return ()
    return sides if all(side in (Here(), Call("current")) for side in sides) else ()


class FirstTranslator(FirstOperands, Translator):
    """Writes one expression of XPath 1.0: as it is, with the functions of XSLT 1.0."""

    def compare_values(self, each: Operation, scope: Scope) -> Code:
        """There are none."""
        raise UntranslatableError(each.operator)

    def cast(self, operand: Expression, function: str, kind: Kind, scope: Scope) -> Code:
        """There are no types."""
        raise UntranslatableError(function)
