"""The examples and remarks of a declaration: the ODD's own, else its source's; else an instance from a TEI file.

    examples.of(sp)      (Example(before="<p>A turn:</p>", xml="<b>&lt;sp</b>…"),)

They are in the language of the page or in none, and in English where there are no such.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from tei_miasnikov.odd.documents import EXAMPLES, LANG, Node, local
from tei_miasnikov.odd.reference_page.declared import Declared
from tei_miasnikov.odd.reference_page.example import example
from tei_miasnikov.odd.reference_page.instances import Instances, instance
from tei_miasnikov.odd.reference_page.prose import Writer
from tei_miasnikov.odd.reference_page.words import Words
from tei_miasnikov.odd.specs import ElementSpec

UNDETERMINED = ("und", "mul", "")


@dataclass(frozen=True, slots=True)
class Example:
    """An example, and what is said before it."""

    before: Markup
    xml: Markup
    caption: str = ""
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Examples:
    """Finds the examples and remarks of one schema's declarations."""

    words: Words
    declared: Declared
    instances: Instances

    def of(self, spec: ElementSpec) -> tuple[Example, ...]:
        """The examples of an element."""
        chosen = self._mine(self.declared.examples("element", spec.ident))
        examples = tuple(each for exemplum in chosen for each in self._iter_exemplum(exemplum))
        node = self.instances.nodes.get(spec.pattern)
        return examples if examples or node is None else (Example(Markup(), instance(node), self.instances.title),)

    def remarks(self, kind: str, ident: str) -> tuple[Markup, ...]:
        """The remarks on a declaration."""
        return tuple(Writer(self.words).whole(node) for node in self._mine(self.declared.remarks(kind, ident)))

    def _iter_exemplum(self, exemplum: Node) -> Iterator[Example]:
        before: list[Markup] = []
        for child in exemplum.iterchildren("*"):
            if child.tag == f"{{{EXAMPLES}}}egXML" or local(child) == "eg":
                yield Example(Markup().join(before), example(child), is_refused=child.get("valid") == "false")
                before = []
            else:
                before.append(Writer(self.words).whole(child))

    def _mine(self, nodes: list[Node]) -> list[Node]:
        mine = [node for node in nodes if node.get(LANG) and self.words.is_mine(node.get(LANG, ""))]
        plain = [node for node in nodes if node.get(LANG, "") in UNDETERMINED]
        return [*mine, *plain] or [node for node in nodes if node.get(LANG) == "en"]
