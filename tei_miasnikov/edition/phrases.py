"""Phrases: dates with what they mean, links, quotations, and what editors added.

<date notBefore="1928-01-01" notAfter="1928-03-31">          dotted, and on asking: not before 1 January 1928 …
"""

from tei_miasnikov.edition.dates import described, html_date, is_uncertain
from tei_miasnikov.edition.layout import characters
from tei_miasnikov.edition.links import ABROAD, link
from tei_miasnikov.edition.notes import write_call
from tei_miasnikov.edition.writer import Element, Writer
from tei_miasnikov.encoded.dating import read_dating
from tei_miasnikov.encoded.names import local, local_ids

QUOTES = "\"'“”„«»‘’‚‹›「『"
BRACKETS = "[⟨〈<("
RAISED = {"r-super": "sup", "r-sub": "sub", "r-bold": "b", "r-italic": "i", "r-underline": "u"}


def write_date(writer: Writer, element: Element) -> None:
    """A date, with its meaning; dotted where it is uncertain."""
    dating = read_dating(element)
    if dating is None or not dating.is_normalized:
        writer.wrap(element, "")
        return
    value, kind = html_date(dating), "uncertain" if is_uncertain(dating) else ""
    writer.wrap(
        element, "time" if value else "span", kind, datetime=value, title=_unless(described(dating), dating.words)
    )


def write_highlight(writer: Writer, element: Element) -> None:
    """Words that look otherwise; only the look is known."""
    looks = list(writer.volume.renditions.classes(element))
    tag = next((RAISED[look] for look in looks if look in RAISED), "span" if looks else "i")
    writer.wrap(element, tag)


def write_reference(writer: Writer, element: Element) -> None:
    """A pointer: a call of a note, a link, or words whose target is no place to go to."""
    note = writer.volume.calls.notes.get(element)
    if note is not None:
        write_call(writer, element, note)
        return
    target = element.get("target") or ""
    address = link(target, writer.volume.ids)
    is_empty = not (len(element) or element.text)
    shown = writer.volume.title_of(target) or target
    named = {"data_n": shown, "aria_label": shown} if is_empty and target else {}
    if address is None:
        writer.wrap(
            element, "span" if target else "", "ref" if target else "", title=target or None, data_n=named.get("data_n")
        )
    else:
        writer.wrap(element, "a", "web" if ABROAD.fullmatch(address) else "ref", href=address, **named)


def write_anchor(writer: Writer, element: Element) -> None:
    """A point that others point to; where a note points to it, the note's call."""
    note = writer.volume.calls.notes.get(element)
    if note is not None:
        write_call(writer, element, note)
    else:
        writer.html.start("span", **writer.attributes(element))
        writer.content(element)
        writer.html.end()


def write_quotation(writer: Writer, element: Element) -> None:
    """A quotation; quotation marks are shown where the text has none of its own."""
    if writer.volume.layout.is_block(element) or _holds_blocks(writer, element):
        writer.wrap(element, "blockquote" if local(element) in ("quote", "cit", "q") else "div", "quotation")
        return
    writer.wrap(element, "span", "quoted" if not _begins_with(element, QUOTES) else "")


def write_supplied(writer: Writer, element: Element) -> None:
    """What an editor supplied; brackets are shown where the text has none of its own."""
    kinds = ("supplied",) if _begins_with(element, BRACKETS) else ("supplied", "bare")
    writer.wrap(element, "span", *kinds, title=_by(writer, element, "supplied", element.get("reason")))


def write_omission(writer: Writer, element: Element) -> None:
    """What the source itself says was left out, in its own sign."""
    writer.wrap(
        element, "div" if _is_alone(element) else "span", "omission", title=_by(writer, element, "left out", None)
    )


def write_choice(writer: Writer, element: Element) -> None:
    """Alternatives: the first in the line, the others in brackets behind it."""
    writer.wrap(element, "span", "choice")


def write_reading(writer: Writer, element: Element) -> None:
    """A reading of other witnesses, with their signs."""
    witnesses = " ".join(own.lstrip("#") for own in (element.get("wit") or "").split())
    writer.wrap(element, "span", "variant", data_n=f"{witnesses}: " if witnesses else None)


def write_example(writer: Writer, element: Element) -> None:
    """An example in XML: its tags are shown by the styles."""
    writer.wrap(element, "div", "listing", "markup")


def _unless(meaning: str, words: str) -> str | None:
    """The meaning of a date, unless its words say the same."""
    return meaning if meaning != words else None


def _by(writer: Writer, element: Element, what: str, reason: str | None) -> str:
    names = [writer.volume.names[own] for own in local_ids(element.get("resp")) if own in writer.volume.names]
    by = f"{what} by {', '.join(names)}" if names else what
    return f"{by}: {reason.replace('-', ' ')}" if reason else by


def _begins_with(element: Element, signs: str) -> bool:
    return characters(element).lstrip()[:1] in tuple(signs)


def _is_alone(element: Element) -> bool:
    """Whether it stands between blocks."""
    parent = element.getparent()
    return parent is not None and local(parent) in ("div", "body", "sp", "front", "back")


def _holds_blocks(writer: Writer, element: Element) -> bool:
    return any(isinstance(child.tag, str) and writer.volume.layout.is_block(child) for child in element)
