"""Why a file is no well-formed XML, in words: the tag that is open and since when, what to write for an entity.

    letter.xml:9:5: not-well-formed </div> comes while <p> is open, since line 7
        close it first: </p>

libxml2 says what is wrong; the tags that are open, and the entities that nobody declares, expat tells. Bounds that
libxml2 sets against harm (depth, length, entities that grow) are not tried again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.entities import name2codepoint
from xml.parsers import expat

from lxml import etree

from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.validation.likeness import near
from tei_miasnikov.validation.quoting import speakable
from tei_miasnikov.validation.source_lines import SourceLines, as_utf8

FIRST = "mend this first: nothing after it can be judged"


def find_malformed(data: bytes, path: str, error: etree.XMLSyntaxError) -> list[Finding]:
    """The findings about a file that libxml2 could not parse."""
    name = NAMES.get(code_of(error), "")
    lines = SourceLines(as_utf8(data))
    return TELLERS.get(name, _other)(lines, path, error)


def code_of(error: etree.XMLSyntaxError) -> int:
    """libxml2's number of an error; lxml's stubs don't know it."""
    return int(getattr(error, "code", 0) or 0)


@dataclass(slots=True)
class _Open:
    """What expat meets: the tags that are open, and the entities that are declared nowhere in the file."""

    tags: list[tuple[str, int]] = field(default_factory=list)
    entities: dict[str, list[int]] = field(default_factory=dict)
    stopped: int | None = None
    """Where expat itself gave up."""


def _read_again(data: bytes) -> _Open:
    found, parser = _Open(), expat.ParserCreate("utf-8")
    parser.UseForeignDTD(True)  # noqa: FBT003 - then entities that nobody declares are passed over, and told
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = lambda name, _: found.tags.append((name, parser.CurrentByteIndex))
    parser.EndElementHandler = lambda _: found.tags.pop()
    parser.SkippedEntityHandler = lambda name, _: found.entities.setdefault(name, []).append(parser.CurrentByteIndex)
    try:
        parser.Parse(data, True)  # noqa: FBT003 - this is all
    except expat.ExpatError:
        found.stopped = parser.ErrorByteIndex
    return found


def _finding(
    lines: SourceLines, path: str, offset: int, said: tuple[str, str], code: str = "not-well-formed"
) -> Finding:
    line, column = lines.place(offset)
    length = _TOKEN.match(lines.data, offset)
    excerpt = lines.excerpt(offset, len(length[0]) if length else 1)
    return Finding(code, said[0], path, line, column, "", said[1], Severity.ERROR, "xml", excerpt=excerpt)


_TOKEN = re.compile(rb"</?[^\s<>/]+>?|&[^;\s<>]*;?|[^\s<>&]")
_END_TAG = re.compile(rb"</([^\s<>]+)")


def _mismatch(lines: SourceLines, path: str, error: etree.XMLSyntaxError) -> list[Finding]:
    found = _read_again(lines.data)
    at = found.stopped
    tag = None if at is None else _END_TAG.match(lines.data, lines.data.rfind(b"<", 0, at + 1))
    if tag is None or not found.tags:
        return _other(lines, path, error)
    closing = speakable(tag[1].decode("utf-8", "replace"))
    return [_finding(lines, path, tag.start(), _told_mismatch(closing, found.tags, lines))]


def _told_mismatch(closing: str, tags: list[tuple[str, int]], lines: SourceLines) -> tuple[str, str]:
    name, offset = tags[-1]
    since = lines.place(offset)[0]
    message = f"</{closing}> comes while <{name}> is open, since line {since}"
    if closing not in [tag for tag, _ in tags] and near(closing, [name]):
        return message, f"write </{name}>; {FIRST}"
    if closing not in [tag for tag, _ in tags]:
        return message, f"no <{closing}> is open: close <{name}> with </{name}>, or take </{closing}> out; {FIRST}"
    return message, f"close <{name}> first: write </{name}> before </{closing}>, or <{name}/> if it is empty; {FIRST}"


def _premature(lines: SourceLines, path: str, error: etree.XMLSyntaxError) -> list[Finding]:
    tags = _read_again(lines.data).tags
    if not tags:
        return _other(lines, path, error)
    name, offset = tags[-1]
    message = f"the file ends while <{name}> is open, since line {lines.place(offset)[0]}"
    others = "".join(f"</{tag}>" for tag, _ in reversed(tags[-5:]))
    end = max(0, len(lines.data.rstrip()) - 1)
    return [_finding(lines, path, end, (message, f"write {others} at the end, or where it belongs; {FIRST}"))]


def _undeclared(lines: SourceLines, path: str, error: etree.XMLSyntaxError) -> list[Finding]:
    found = _read_again(lines.data).entities
    entities = found or _searched(lines, error)
    told = [_entity(lines, path, name, offsets) for name, offsets in entities.items()]
    return told or _other(lines, path, error)


_ENTITY = re.compile(r"Entity '([^']+)'")


def _searched(lines: SourceLines, error: etree.XMLSyntaxError) -> dict[str, list[int]]:
    """Where the entity of the message stands; expat says nothing of one in an attribute, or declared elsewhere."""
    named = _ENTITY.search(error.msg or "")
    reference = f"&{named[1]};".encode() if named else b"&"
    start = lines.starts[min(error.position[0], len(lines.starts)) - 1]
    at = lines.data.find(reference, start)
    at = lines.data.find(reference) if at < 0 else at
    return {named[1]: [at]} if named and at >= 0 else {}


def _entity(lines: SourceLines, path: str, name: str, offsets: list[int]) -> Finding:
    times = f" ({len(offsets)} times)" if len(offsets) > 1 else ""
    point = name2codepoint.get(name)
    cure = f": write &#{point};" if point else ""
    hint = f"or the character itself; {FIRST}" if point else _declare(name)
    said = f"undefined entity &{speakable(name)};{times}{cure}", hint
    return _finding(lines, path, offsets[0], said, "undefined-entity")


def _declare(name: str) -> str:
    close = near(name, [*name2codepoint, "amp", "lt", "gt", "quot", "apos"])
    meant = f"did you mean &{close[0]};? " if close else ""
    return f"{meant}write the character itself, or &amp; where an ampersand is meant; no other file is read; {FIRST}"


def _bound(lines: SourceLines, path: str, error: etree.XMLSyntaxError) -> list[Finding]:
    line, column = error.position
    offset = lines.offset(line or 1, max(1, min(column or 1, 10_000)))
    words = next((words for part, words in BOUNDS if part in (error.msg or "")), "it passes a bound set against harm")
    hint = "such a file can exhaust the machine, so it is not read; split it, or write the text out"
    line, column = lines.place(offset)
    return [Finding("refused", words, path, line, column, "", hint, Severity.ERROR, "xml")]


BOUNDS = (
    ("depth", "elements are nested deeper than 256"),
    ("amplification", "its entities grow without end"),
    ("Text node", "one text is longer than 10,000,000 characters"),
    ("AttValue", "one attribute is longer than 10,000,000 characters"),
    ("loop", "an entity holds itself"),
)


def _nameless(lines: SourceLines, path: str, error: etree.XMLSyntaxError) -> list[Finding]:
    """A < or & that no name follows."""
    ampersand = "EntityRef" in (error.msg or "")
    said = ("an & that begins no entity", "write &amp;") if ampersand else ("a < that begins no tag", "write &lt;")
    offset = lines.offset(*error.position) - 1
    at = max(lines.data.rfind(b"&" if ampersand else b"<", 0, offset + 2), 0)
    return [_finding(lines, path, at, (said[0], f"{said[1]}; {FIRST}"))]


def _other(lines: SourceLines, path: str, error: etree.XMLSyntaxError) -> list[Finding]:
    line, column = error.position
    known = WORDS.get(NAMES.get(code_of(error), ""))
    message = (error.msg or "not well-formed").partition(", line ")[0]
    said = known or (speakable(message), "")
    stopped = _read_again(lines.data).stopped
    offset = lines.offset(line or 1, max(1, column or 1))
    if stopped is not None and lines.place(stopped)[0] == line:
        offset = stopped
    return [_finding(lines, path, min(offset, len(lines.data)), (said[0], "; ".join(filter(None, [said[1], FIRST]))))]


SAVE_AS = 'save the file as UTF-8, or name its encoding: <?xml version="1.0" encoding="…"?>'
WORDS = {
    "ERR_DOCUMENT_EMPTY": ("the file holds no XML", "it must begin with <?xml … ?> or a start tag such as <TEI …>"),
    "ERR_DOCUMENT_END": (
        "something stands after the end of the document",
        "there is one root element, and only comments after it",
    ),
    "ERR_ENTITYREF_NO_NAME": ("an & that begins no entity", "write &amp;"),
    "ERR_ENTITYREF_SEMICOL_MISSING": (
        "an & that begins no entity, or one without its ;",
        "write &amp; for an ampersand",
    ),
    "ERR_LT_IN_ATTRIBUTE": (
        "a < in the value of an attribute",
        "is a quote missing before it? a true < is written &lt;",
    ),
    "ERR_ATTRIBUTE_NOT_STARTED": ("the value of an attribute without quotes", 'write name="value"'),
    "ERR_ATTRIBUTE_WITHOUT_VALUE": ("an attribute without a value", 'write name="value"'),
    "ERR_ATTRIBUTE_NOT_FINISHED": ("the value of an attribute is not closed", "a quote is missing"),
    "ERR_ATTRIBUTE_REDEFINED": (
        "an attribute stands twice on this element",
        "keep one; a value may hold several pointers, with spaces between",
    ),
    "ERR_GT_REQUIRED": ("a start tag is not closed", 'write >, or name="value" for an attribute'),
    "ERR_SPACE_REQUIRED": ("a space is missing", "attributes are parted by spaces"),
    "ERR_INVALID_CHAR": ("a character that XML can't hold", "take it out"),
    "ERR_INVALID_CHARREF": ("&#…; names a character that XML can't hold", "take it out"),
    "ERR_INVALID_ENCODING": ("bytes that are no text in this encoding", SAVE_AS),
    "ERR_UNSUPPORTED_ENCODING": ("the encoding that the file names is not known", "save it as UTF-8"),
    "I18N_CONV_FAILED": ("bytes that are no text in this encoding", SAVE_AS),
    "ERR_HYPHEN_IN_COMMENT": ("two hyphens inside a comment", "write - - or another dash"),
    "ERR_COMMENT_NOT_FINISHED": ("a comment is not closed", "write -->"),
    "ERR_PI_NOT_FINISHED": ("a processing instruction is not closed", "write ?>"),
    "ERR_CDATA_NOT_FINISHED": ("a CDATA section is not closed", "write ]]>"),
    "ERR_MISPLACED_CDATA_END": ("]]> in a text", "write ]]&gt;"),
    "ERR_RESERVED_XML_NAME": (
        "<?xml … ?> stands after the beginning of the file",
        "move it to the very beginning, with nothing before it",
    ),
    "NS_ERR_UNDEFINED_NAMESPACE": (
        "a prefix that no xmlns declares",
        'declare it on the root: xmlns:prefix="namespace"',
    ),
}

NAMES: dict[int, str] = {
    value: name for name, value in vars(etree.ErrorTypes).items() if isinstance(value, int) and not name.startswith("_")
}
"""libxml2's numbers of errors, and their names."""

_Teller = Callable[[SourceLines, str, etree.XMLSyntaxError], list[Finding]]
TELLERS: dict[str, _Teller] = {
    "ERR_TAG_NAME_MISMATCH": _mismatch,
    "ERR_TAG_NOT_FINISHED": _premature,
    "ERR_UNDECLARED_ENTITY": _undeclared,
    "WAR_UNDECLARED_ENTITY": _undeclared,
    "ERR_ENTITY_LOOP": _bound,
    "ERR_RESOURCE_LIMIT": _bound,
    "ERR_INTERNAL_ERROR": _bound,
    "ERR_NAME_REQUIRED": _nameless,
}
