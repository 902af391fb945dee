"""Saxon's judgement by a Schematron schema: the schema becomes a stylesheet, one mode a pattern, and Saxon runs it.

    Saxon(stylesheet(schema)).judge(document)  →  {(3, "/1/2/5/@when"), …}

A judgement is the number of the assert or report in the schema's document order, and the place of the node that it
fails at, counted in elements from the root. The schema is written out: no abstract rules, no phases, no includes.
"""

import re
from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.schematron import Failure, Judge

Tree = etree._ElementTree
SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSL = "http://www.w3.org/1999/XSL/Transform"
Judgements = set[tuple[int, str]]

PLACE = """
<xsl:template name="o:told"><xsl:param name="number"/>
<xsl:value-of select="$number"/><xsl:text> </xsl:text>
<xsl:for-each select="(self::*, self::node()[not(self::*)]/..)[1]/ancestor-or-self::*">/<xsl:value-of
 select="count(preceding-sibling::*) + 1"/></xsl:for-each>
<xsl:if test=". instance of attribute()">/@<xsl:value-of select="name()"/></xsl:if>
<xsl:if test=". instance of document-node()">/</xsl:if>
<xsl:text>&#10;</xsl:text>
</xsl:template>
"""


def stylesheet(schema: bytes) -> str:
    """XSLT 3.0 that writes a line for each assertion that fails, `NUMBER PLACE`; a test in error is `NUMBER !CODE`.

    It walks the document once for each pattern, in a mode of its own, as Schematron processors do.
    """
    root = etree.fromstring(schema)
    numbers = _numbers(root)
    made = _sheet(root)
    start = etree.SubElement(made, f"{{{XSL}}}template", match="/")
    for index, pattern in enumerate(root.iter(f"{SCH}pattern")):
        mode = f"m{index}"
        etree.SubElement(made, f"{{{XSL}}}mode", name=mode)
        etree.SubElement(start, f"{{{XSL}}}apply-templates", select="/", mode=mode)
        onward = "@*, node()" if any(judges_attributes(rule) for rule in pattern) else "node()"
        rules = list(pattern.iterchildren(f"{SCH}rule"))
        for number, rule in enumerate(rules):
            template = etree.SubElement(made, f"{{{XSL}}}template", match=rule.get("context", ""), mode=mode)
            template.set("priority", str(len(rules) - number))
            template.extend(_body(rule, numbers))
            etree.SubElement(template, f"{{{XSL}}}apply-templates", select=onward, mode=mode)
        walk = etree.SubElement(made, f"{{{XSL}}}template", match="node()|@*|/", mode=mode, priority="-10")
        etree.SubElement(walk, f"{{{XSL}}}apply-templates", select=onward, mode=mode)
    return etree.tostring(made, encoding="unicode")


def quicker_stylesheet(schema: bytes) -> str:
    """The same without walking: each context is selected, so that Saxon can use its index of names."""
    root = etree.fromstring(schema)
    numbers = _numbers(root)
    made = _sheet(root)
    start = etree.SubElement(made, f"{{{XSL}}}template", match="/")
    for pattern in root.iter(f"{SCH}pattern"):
        earlier: list[str] = []
        for rule in pattern.iterchildren(f"{SCH}rule"):
            selected = f"//({rule.get('context', '')})"
            except_ = f" except ({' | '.join(earlier)})" if earlier else ""
            etree.SubElement(start, f"{{{XSL}}}for-each", select=selected + except_).extend(_body(rule, numbers))
            earlier.append(selected)
    return etree.tostring(made, encoding="unicode")


def _numbers(root: etree._Element) -> dict[etree._Element, int]:
    return {each: number for number, each in enumerate(root.iter(f"{SCH}assert", f"{SCH}report"))}


def _sheet(root: etree._Element) -> etree._Element:
    spaces = {each.get("prefix", ""): each.get("uri", "") for each in root.iter(f"{SCH}ns")}
    names = {"xsl": XSL, "o": "urn:oracle", "err": "http://www.w3.org/2005/xqt-errors", **spaces}
    made = etree.Element(f"{{{XSL}}}stylesheet", nsmap=names, version="3.0")
    etree.SubElement(made, f"{{{XSL}}}output", method="text")
    made.extend(etree.fromstring(f'<r xmlns:xsl="{XSL}" xmlns:o="urn:oracle">{PLACE}</r>'))
    return made


def _body(rule: etree._Element, numbers: dict[etree._Element, int]) -> Iterator[etree._Element]:
    for each in rule:
        if each.tag == f"{SCH}let":
            yield etree.Element(f"{{{XSL}}}variable", name=each.get("name", ""), select=each.get("value", ""))
        elif each in numbers:
            yield _test(each, numbers[each])


def _test(each: etree._Element, number: int) -> etree._Element:
    test = each.get("test", "")
    failing = f"not({test})" if each.tag == f"{SCH}assert" else test
    tried = etree.Element(f"{{{XSL}}}try")
    condition = etree.SubElement(tried, f"{{{XSL}}}if", test=failing)
    call = etree.SubElement(condition, f"{{{XSL}}}call-template", name="o:told")
    etree.SubElement(call, f"{{{XSL}}}with-param", name="number", select=str(number))
    caught = etree.SubElement(tried, f"{{{XSL}}}catch")
    etree.SubElement(
        caught, f"{{{XSL}}}value-of", select=f"'{number} !' || local-name-from-QName($err:code) || '&#10;'"
    )
    return tried


def judges_attributes(rule: etree._Element) -> bool:
    """Whether the context of a rule, its predicates aside, is an attribute."""
    context, before = rule.get("context", ""), ""
    while context != before:
        context, before = re.sub(r"\[[^\[\]]*\]", "", context), context
    return "@" in context or "attribute" in context


class Saxon:
    """A compiled stylesheet."""

    def __init__(self, sheet: str) -> None:
        from tei_miasnikov.schematron.xslt import processor

        self.processor = processor()
        self.executable = self.processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=sheet)

    def judge(self, document: bytes) -> Judgements:
        """What fails in a document, which is one of ours, or parsed by lxml and written again."""
        node = self.processor.parse_xml(xml_text=document.decode("utf-8"))
        told = self.executable.transform_to_string(xdm_node=node) or ""
        rows = (line.split(" ", 1) for line in told.splitlines() if line.strip())
        return {(int(number), place) for number, place in rows}


def judge_by_us(judge: Judge, tree: Tree) -> Judgements:
    """The same of ours; what can't be evaluated as Saxon tells it, without the code of the error."""
    found = set()
    for fault in judge.judge(tree):
        if isinstance(fault, Failure):
            found.add((fault.assertion.number, place_of(fault.element, fault.judged)))
    return found


def place_of(element: etree._Element, judged: str) -> str:
    if judged == "/":
        return "/"
    chain = [element, *element.iterancestors()]
    numbers = [sum(1 for _ in each.itersiblings("*", preceding=True)) + 1 for each in reversed(chain)]
    named = judged.replace("{http://www.w3.org/XML/1998/namespace}", "xml:")
    return "".join(f"/{number}" for number in numbers) + (f"/@{named}" if judged else "")
