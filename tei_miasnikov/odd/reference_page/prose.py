"""Prose in TEI as HTML: the chapters of an ODD, remarks, what introduces an example.

    <p>Or <gi>p</gi> , <att>rend</att>.</p>      <p>Or <a href="#element-p"><code>&lt;p></code></a>, …

One row of `TAGS` for each element with an HTML name of its own; what has none is shown as it reads. Specifications are
left out: they have their own place on the page, and a specGrp says what it declares.
"""

import re
from collections.abc import Callable, Iterator

from lxml import etree
from markupsafe import Markup

from tei_miasnikov.odd.documents import EXAMPLES, ID, LANG, Node, language, local, tei
from tei_miasnikov.odd.reference_page.example import example
from tei_miasnikov.odd.reference_page.words import PAGE, Words

Html = etree._Element
TAGS = {
    "p": "p", "ab": "p", "div": "section", "list": "ul", "item": "li", "label": "strong", "hi": "em", "emph": "em",
    "term": "dfn", "mentioned": "i", "soCalled": "q", "q": "q", "quote": "blockquote", "cit": "div", "code": "code",
    "ident": "code", "val": "code", "title": "cite", "foreign": "i", "table": "table", "row": "tr",
    "figure": "figure", "figDesc": "figcaption", "lb": "br", "note": "small", "listBibl": "ul", "abbr": "abbr",
    "eg": "pre", "remarks": "div", "del": "del", "sp": "div", "lg": "div", "l": "div", "trailer": "p", "signed": "p",
    "byline": "p", "front": "div", "body": "div", "back": "div", "titlePage": "div", "docTitle": "div",
    "titlePart": "div", "docAuthor": "div", "docDate": "div",
}  # fmt: skip
BLOCKS = frozenset(["section", "ul", "ol", "dl", "blockquote", "table", "figure", "pre", "div", "p"])
HOLDERS = frozenset(["section", "ul", "blockquote", "table", "tr", "figure", "div", "li"])
"""Elements of HTML that make a block, and those that may hold one; any other that has to becomes a div."""
MARKS = {"att": "@{}", "tag": "<{}>"}
SPECS = frozenset(["schemaSpec", "elementSpec", "classSpec", "macroSpec", "dataSpec", "moduleSpec", "constraintSpec"])
SAFE = re.compile(r"(?:https?|mailto):|#", re.IGNORECASE)
HIGHEST, LOWEST = 3, 6
HEADINGS = frozenset(["h3", "h4", "h5", "h6"])


class Writer:
    """Writes prose; links lead to the page's own declarations and to the prose's own ids."""

    def __init__(self, words: Words, ids: frozenset[str] = frozenset()) -> None:
        self._words, self._ids = words, ids

    def inside(self, node: Node, depth: int = HIGHEST) -> Markup:
        """What stands in an element, as HTML; headings begin at `depth`."""
        holder = etree.Element("div")
        self._fill(holder, node, depth)
        _loosen(holder)
        made = etree.tostring(holder, method="html", encoding="unicode")
        return Markup(made.removeprefix("<div>").removesuffix("</div>"))  # noqa: S704 (lxml escapes)

    def whole(self, node: Node) -> Markup:
        """An element itself, as HTML."""
        lang = language(node)
        holder = etree.Element("div") if lang in ("", PAGE) else etree.Element("div", {"lang": lang})
        holder.extend(self._made(node, HIGHEST))
        return Markup(etree.tostring(holder, method="html", encoding="unicode"))  # noqa: S704 (lxml escapes)

    def _fill(self, html: Html, node: Node, depth: int) -> None:
        _add_text(html, node.text)
        for child in node:
            for at, made in enumerate(self._made(child, depth)):
                if at == 0 and (ident := child.get(ID)) in self._ids:
                    made.set("id", f"prose-{ident}")
                html.append(made)
            _add_text(html, child.tail)

    def _made(self, node: Node, depth: int) -> Iterator[Html]:
        if not isinstance(node.tag, str):
            return
        if node.tag == f"{{{EXAMPLES}}}egXML":
            yield _parsed(
                Markup("<pre>{}</pre>").format(example(node)), "refused" if node.get("valid") == "false" else ""
            )
        elif (name := local(node)) in SPECIAL:
            yield from SPECIAL[name](self, node, depth)
        elif name not in SPECS:
            made = self._element(node, depth)
            if made.tag != "section" or not _is_bare(made):
                yield made

    def _element(self, node: Node, depth: int) -> Html:
        html = etree.Element(TAGS.get(local(node), "span"))
        if lang := node.get(LANG):
            html.set("lang", lang)
        self._fill(html, node, depth + (html.tag == "section" and node.find(tei("head")) is not None))
        if html.tag not in HOLDERS and any(child.tag in BLOCKS for child in html.iterdescendants()):
            html.set("class", html.tag)
            html.tag = "div"
        return html

    def _head(self, node: Node, depth: int) -> Iterator[Html]:
        parent = node.getparent()
        is_of_division = parent is not None and local(parent).startswith(("div", "body", "front", "back"))
        html = etree.Element(f"h{min(depth - 1, LOWEST)}" if is_of_division else "strong")
        self._fill(html, node, depth)
        yield html

    def _list(self, node: Node, depth: int) -> Iterator[Html]:
        glossary = node.find(tei("label")) is not None
        html = etree.Element(
            "dl" if glossary else "ol" if "ordered" in f"{node.get('rend')} {node.get('type')}" else "ul"
        )
        for child in node.iterchildren(tei("label"), tei("item")):
            part = etree.SubElement(html, "li" if not glossary else "dt" if local(child) == "label" else "dd")
            self._fill(part, child, depth)
        head = node.find(tei("head"))
        if head is not None:
            yield from self._head(head, depth)
        yield html

    def _cell(self, node: Node, depth: int) -> Iterator[Html]:
        row = node.getparent()
        is_label = "label" in (node.get("role"), row.get("role") if row is not None else None)
        html = etree.Element("th" if is_label else "td")
        self._fill(html, node, depth)
        yield html

    def _gi(self, node: Node, _depth: int) -> Iterator[Html]:
        yield _parsed(self._words.element("".join(map(str, node.itertext())).strip()))

    def _marked(self, node: Node, _depth: int) -> Iterator[Html]:
        html = etree.Element("code")
        html.text = MARKS[local(node)].format("".join(map(str, node.itertext())).strip())
        yield html

    def _reference(self, node: Node, depth: int) -> Iterator[Html]:
        target = (node.get("target") or "").split(" ")[0]
        href = self._href(target)
        html = etree.Element("a", {"href": href}) if href else etree.Element("span")
        self._fill(html, node, depth)
        for inner in html.iterdescendants("a"):  # a link holds no link
            inner.tag = "span"
            inner.attrib.pop("href", "")
        if not len(html) and not html.text:
            html.text = target.removeprefix("#")
        yield html

    def _href(self, target: str) -> str:
        if not SAFE.match(target):
            return ""
        if target.startswith("#"):
            return f"#prose-{target[1:]}" if target[1:] in self._ids else self._words.anchors.named(target[1:]).href
        return target

    def _graphic(self, node: Node, depth: int) -> Iterator[Html]:
        html = etree.Element("span")
        html.text = f"[{node.get('url', 'picture')}]"
        yield html

    def _group(self, node: Node, _depth: int) -> Iterator[Html]:
        links = [self._words.anchors.named(name) for name in _declared(node)]
        links = [link for link in dict.fromkeys(links) if link.href]
        if links:
            names = Markup(", ").join(Markup('<a href="{}">{}</a>').format(link.href, link.name) for link in links)
            yield _parsed(Markup("<p>{}: {}</p>").format("Declared here", names), "declared")

    def _specs(self, node: Node, depth: int) -> Iterator[Html]:
        html = etree.Element("ul")
        for desc in node.iter(tei("specDesc")):
            link = self._words.anchors.named(desc.get("key", ""))
            item = etree.SubElement(html, "li")
            part = etree.SubElement(item, "a", {"href": link.href}) if link.href else etree.SubElement(item, "span")
            etree.SubElement(part, "code").text = link.name
        if len(html):
            yield html


SPECIAL: dict[str, Callable[[Writer, Node, int], Iterator[Html]]] = {
    "head": Writer._head,
    "list": Writer._list,
    "cell": Writer._cell,
    "gi": Writer._gi,
    "att": Writer._marked,
    "tag": Writer._marked,
    "ref": Writer._reference,
    "ptr": Writer._reference,
    "graphic": Writer._graphic,
    "specGrp": Writer._group,
    "specList": Writer._specs,
}


def _is_bare(section: Html) -> bool:
    """Whether there is nothing but a heading: what stood below it has its own place on the page."""
    texts = (section.text, *(child.tail for child in section))
    return all(child.tag in HEADINGS for child in section) and not any((text or "").strip() for text in texts)


def _declared(group: Node) -> Iterator[str]:
    for spec in group.iterchildren():
        if isinstance(spec.tag, str) and spec.get("mode") != "delete" and (spec.get("ident") or spec.get("key")):
            yield spec.get("ident") or spec.get("key") or ""


def _parsed(markup: Markup, class_: str = "") -> Html:
    """HTML that was made here, as an element."""
    html = etree.fromstring(str(markup))
    if class_:
        html.set("class", class_)
    return html


def _loosen(html: Html) -> None:
    """Takes the target of a link away that leads to what is not shown."""
    shown = {f"#{each.get('id')}" for each in html.iter() if each.get("id")}
    for link in list(html.iter("a")):
        if (href := link.get("href", "")).startswith("#prose-") and href not in shown:
            link.tag = "span"
            del link.attrib["href"]


def _add_text(html: Html, text: str | None) -> None:
    if not text:
        return
    if len(html):
        html[-1].tail = (html[-1].tail or "") + text
    else:
        html.text = (html.text or "") + text


def ids_of(node: Node) -> frozenset[str]:
    """The ids of prose, to which its links may lead."""
    return frozenset(found for each in node.iter("*") if (found := each.get(ID)))
