"""Operands in XPath 1.0: compared, calculated with and converted, by their kinds, as XPath 2.0 would.

    Operands().compare("=", Code("@n", Kind.NODES), Code("3", Kind.WHOLE))      (@n[_x:is-number(.)] = 3)

What XPath 2.0 refuses (a word compared with a number) can't be translated, or an extension function raises an error.
"""

from tei_miasnikov.schematron.kinds import NUMBERS, Code, Kind, UntranslatableError


class Needs:
    """What an expression needs to be evaluated: extension functions, variables, and names that are indexed."""

    def __init__(self) -> None:
        self.functions: set[str] = set()
        self.variables: set[str] = set()
        self.anywhere: set[str] = set()
        self.before: set[str] = set()


class Operands:
    """Operands of XPath 2.0; what an expression needs is noted."""

    def __init__(self) -> None:
        self.needs = Needs()

    def compare(self, operator: str, left: Code, right: Code) -> Code:
        """A general comparison."""
        kinds = {left.kind, right.kind}
        if left.kind in NUMBERS and right.kind is Kind.NODES:
            right = self.numeric(right)
        elif right.kind in NUMBERS and left.kind is Kind.NODES:
            left = self.numeric(left)
        elif kinds == {Kind.TRUTH, Kind.TRUTHS}:
            left, right = (
                each._replace(text=f"string({each.text})") if each.kind is Kind.TRUTH else each
                for each in (left, right)
            )
        elif kinds <= {Kind.NODES, Kind.TEXT, Kind.TEXTS}:
            if operator not in ("=", "!="):
                raise UntranslatableError("an order of strings")
        elif not (kinds <= NUMBERS or kinds in ({Kind.DAY}, {Kind.SPAN}, {Kind.TRUTH})):
            raise UntranslatableError(f"{left.kind} {operator} {right.kind}")
        return Code(f"({left.text} {operator} {right.text})", Kind.TRUTH)

    def calculate(self, operator: str, left: Code, right: Code) -> Code:
        """Arithmetic on numbers and days."""
        kinds = (left.kind, right.kind)
        if kinds in ((Kind.DAY, Kind.SPAN), (Kind.SPAN, Kind.SPAN)) and operator in "+-":
            return Code(f"({left.text} {operator} {right.text})", left.kind)
        left, right = self.number(left), self.number(right)
        is_whole = left.kind is right.kind is Kind.WHOLE and operator != "div"
        return Code(f"({left.text} {operator} {right.text})", Kind.WHOLE if is_whole else Kind.NUMBER)

    def numeric(self, nodes: Code) -> Code:
        """The same nodes; an error where one is no number."""
        return nodes._replace(text=f"({nodes.text})[{self.function('is-number')}(.)]")

    def number(self, found: Code) -> Code:
        """As an argument that must be a number."""
        if found.kind in NUMBERS:
            return found
        if found.kind is Kind.NODES:
            return Code(f"{self.function('as-number')}({found.text})", Kind.NUMBER)
        raise UntranslatableError("no number")

    def function(self, name: str) -> str:
        """The name of an extension function, which is noted."""
        self.needs.functions.add(name)
        return f"_x:{name}"

    def one(self, found: Code) -> Code:
        """The same; an error where it is more than one item."""
        if found.is_single:
            return found
        return found._replace(text=f"{self.function('one')}({self.handed(found)})", is_single=True)

    def handed(self, found: Code) -> str:
        """As an argument of an extension function that takes several nodes: lxml hands it no document node."""
        if found.may_be_document:
            raise UntranslatableError("what may be the document")
        return found.text

    def truth(self, found: Code) -> str:
        """Its effective boolean value, where a truth is asked."""
        if found.kind is Kind.TEXTS:
            return f"string({self.one(found).text})"
        if found.kind in NUMBERS:
            return f"boolean({found.text})"
        if found.kind in (Kind.DAY, Kind.SPAN):
            raise UntranslatableError("a day is no truth")
        return found.text

    def string(self, found: Code) -> str:
        """As an argument that must be a string."""
        if found.kind is Kind.TEXT:
            return found.text
        if found.kind in (Kind.NODES, Kind.TEXTS):
            return f"string({self.one(found).text})"
        raise UntranslatableError("no string")

    def text(self, found: Code) -> str:
        """As an argument of concat or string, which take numbers and truths too."""
        if found.kind in (Kind.WHOLE, Kind.TRUTH):
            return f"string({found.text})"
        return self.string(found)


class FirstOperands(Operands):
    """Operands of XPath 1.0, which are as they are."""

    def compare(self, operator: str, left: Code, right: Code) -> Code:
        """A comparison."""
        return Code(f"({left.text} {operator} {right.text})", Kind.TRUTH)

    def calculate(self, operator: str, left: Code, right: Code) -> Code:
        """Arithmetic on whatever it is."""
        return Code(f"({left.text} {operator} {right.text})", Kind.NUMBER)

    def one(self, found: Code) -> Code:
        """The first of several."""
        return found._replace(is_single=True)

    def numeric(self, nodes: Code) -> Code:
        """The nodes, whatever they hold."""
        return nodes

    def string(self, found: Code) -> str:
        """The string of anything."""
        return f"string({found.text})"

    def number(self, found: Code) -> Code:
        """The number of anything."""
        return Code(f"number({found.text})", Kind.NUMBER)


def literal(text: str) -> str:
    """A string in XPath 1.0, which has no way to double a quote."""
    for quote in "'\"":
        if quote not in text:
            return f"{quote}{text}{quote}"
    raise UntranslatableError("both quotes")
