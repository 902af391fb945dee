"""Assertions that call functions written in XSLT, evaluated by Saxon (the extra `xslt`).

    judge_by_saxon(rules, {7: assertion}, document)      what fails of assertion 7

The patterns that hold them become a stylesheet, one mode a pattern; a node is handed back by its place, counted in
elements from the root. Saxon gets the document as text that lxml has parsed, and may open nothing.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from lxml import etree
from saxonche import PySaxonApiError, PySaxonProcessor

from tei_miasnikov.parsing import safe_parser
from tei_miasnikov.schematron.document import Document
from tei_miasnikov.schematron.faults import Failure, Fault, Trouble
from tei_miasnikov.schematron.kinds import EvaluationError
from tei_miasnikov.schematron.rules import Assertion, Let, Message, Pattern, Rules, ValueOf

XSL = "http://www.w3.org/1999/XSL/Transform"
ERRORS = "http://www.w3.org/2005/xqt-errors"
DECLARATIONS = frozenset(["key", "function", "variable", "param", "decimal-format"])
"""What of XSLT a schema may bring."""
OPENING = "http://saxon.sf.net/feature/allowedProtocols"
PLACE = "string-join(ancestor-or-self::*/string(count(preceding-sibling::*)), ' ')"
JUDGED = (
    "if (. instance of attribute()) then concat('{', namespace-uri(.), '}', local-name(.)) "
    "else if (. instance of document-node()) then '/' else ''"
)


@cache
def processor() -> PySaxonProcessor:
    """Saxon, which may open nothing; one for the process, since a second one may wait for the first for ever."""
    made = PySaxonProcessor(license=False)
    made.set_configuration_property(OPENING, "")
    return made


def judge_by_saxon(rules: Rules, wanted: Mapping[int, Assertion], document: Document) -> Iterator[Fault]:
    """What fails of the assertions that are wanted. Raises EvaluationError where the rules are no stylesheet."""
    sheet = etree.tostring(_stylesheet(rules, wanted), encoding="unicode")
    saxon = processor()
    try:
        node = saxon.parse_xml(xml_text=etree.tostring(document.root, encoding="unicode"))
        executable = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_text=sheet)
        told = executable.transform_to_string(xdm_node=node)
    except PySaxonApiError as error:
        raise EvaluationError(" ".join(str(error).split())) from None
    for each in etree.fromstring(told.encode(), safe_parser()):
        yield _fault(each, wanted[int(each.get("number", "0"))], document)


def _fault(told: etree._Element, assertion: Assertion, document: Document) -> Fault:
    if told.get("error"):
        return Trouble(assertion.place, assertion.code, told.get("error", ""))
    element = document.root
    for index in told.get("place", "").split()[1:]:
        element = [*element.iterchildren("*")][int(index)]
    message, *diagnostics = (" ".join((part.text or "").split()) for part in told)
    return Failure(assertion, element, told.get("judged", "").removeprefix("{}"), message, tuple(diagnostics))


def _made(instruction: str, **attributes: str) -> etree._Element:
    return etree.Element(f"{{{XSL}}}{instruction}", attrib=attributes)


def _stylesheet(rules: Rules, wanted: Mapping[int, Assertion]) -> etree._Element:
    spaces = {"xsl": XSL, "err": ERRORS, **rules.namespaces}
    sheet = etree.Element(f"{{{XSL}}}stylesheet", nsmap=spaces, version="3.0")
    for xml in rules.xslt:
        declared = etree.fromstring(xml, safe_parser())
        if etree.QName(declared).localname in DECLARATIONS:
            sheet.append(declared)
    sheet.extend(_variable(let) for let in rules.lets)
    start = _made("template", match="/")
    told = etree.SubElement(start, "told")
    for number, pattern in enumerate(rules.patterns):
        if any(each.number in wanted for rule in pattern.rules for each in rule.assertions):
            told.append(_made("apply-templates", select="/", mode=f"p{number}"))
            sheet.extend(_templates(pattern, f"p{number}", wanted))
    sheet.append(start)
    return sheet


def _templates(pattern: Pattern, mode: str, wanted: Mapping[int, Assertion]) -> Iterator[etree._Element]:
    """A template a rule, the first with the highest priority, and one that walks on."""
    for number, rule in enumerate(pattern.rules):
        priority = str(len(pattern.rules) - number)
        template = _made("template", match=rule.context, mode=mode, priority=priority)
        template.extend(_variable(let) for let in (*pattern.lets, *rule.lets))
        template.extend(_test(each) for each in rule.assertions if each.number in wanted)
        template.append(_made("apply-templates", select="@*, node()", mode=mode))
        yield template
    walk = _made("template", match="/ | node() | @*", mode=mode, priority="-10")
    walk.append(_made("apply-templates", select="@*, node()", mode=mode))
    yield walk


def _variable(let: Let) -> etree._Element:
    return _made("variable", name=let.name, select=let.value)


def _test(assertion: Assertion) -> etree._Element:
    test = assertion.test if assertion.is_report else f"not({assertion.test})"
    tried = _made("try")
    failing = etree.SubElement(tried, f"{{{XSL}}}if", test=test)
    told = etree.SubElement(failing, "failure", number=str(assertion.number))
    told.set("place", f"{{{PLACE}}}")
    told.append(_attribute("judged", JUDGED))
    told.extend(_words(each) for each in (assertion.message, *assertion.diagnostics))
    caught = etree.SubElement(tried, f"{{{XSL}}}catch")
    etree.SubElement(caught, "failure", number=str(assertion.number), error="{$err:description}")
    return tried


def _attribute(name: str, select: str) -> etree._Element:
    return _made("attribute", name=name, select=select)


def _words(message: Message) -> etree._Element:
    words = etree.Element("words")
    for part in message:
        if isinstance(part, ValueOf):
            select = f"name({part.select})" if part.is_name else part.select
            words.append(_made("value-of", select=select))
        else:
            etree.SubElement(words, f"{{{XSL}}}text").text = part
    return words
