"""Notes: called from the text and calling back; in the margin where there is room.

    <ref type="noteAnchor" xml:id="ref-main-5" target="#note-main-5">5</ref>          a raised 5 that leads to the note
    <note xml:id="note-main-5" n="5" target="#ref-main-5">                            its number leads back

A note that stands within the line is floated into the margin by the styles. Source: TEI Guidelines 3.9.1.
"""

from tei_miasnikov.edition.writer import Element, Writer


def write_note(writer: Writer, element: Element) -> None:
    """A note where the file has it."""
    calls = writer.volume.calls
    if element in calls.aside:
        _write_aside(writer, element, _made_call(writer, element))
    elif not calls.is_called(element):
        _write_plain(writer, element)
    elif writer.volume.layout.is_block(element):
        _write_called(writer, element)
    else:
        _write_aside(writer, element, writer.volume.addresses.nearest(calls.callers[element][0]))


def write_call(writer: Writer, element: Element, note: Element) -> None:
    """The place from which a note is called: its printed number, raised."""
    addresses = writer.volume.addresses
    writer.kinds.add("call")
    writer.html.start("sup")
    made = writer.attributes(element, "call") | {"class_": "call"}
    if not (len(element) or element.text):
        number = writer.volume.calls.numbers.get(note, "*")
        made |= {"data_n": number, "aria_label": f"Note {number}"}
    writer.html.start("a", **made, href=f"#{addresses.nearest(note)}", role="doc-noteref")
    writer.content(element)
    writer.html.end()
    writer.html.end()


def _write_called(writer: Writer, note: Element) -> None:
    callers = writer.volume.calls.callers[note]
    writer.html.start("div", **writer.attributes(note, "note"), role="note")
    for place, caller in enumerate(callers):
        _back(writer, note, writer.volume.addresses.nearest(caller), "" if not place else f".{place + 1}")
    writer.permalink(note)
    writer.content(note)
    writer.html.end()


def _write_aside(writer: Writer, note: Element, caller: str) -> None:
    writer.html.start("span", **writer.attributes(note, "sidenote"), role="note")
    _back(writer, note, caller, "")
    writer.content(note)
    writer.html.end()


def _made_call(writer: Writer, note: Element) -> str:
    """A call for a note that has none, and its address."""
    own = writer.volume.addresses.nearest(note)
    caller, number = writer.volume.addresses.claim(f"{own}-call"), writer.volume.calls.numbers[note]
    writer.kinds.add("call")
    writer.html.start("sup")
    label = f"Note {number}"
    writer.html.point(
        "a", class_="call", id=caller, href=f"#{own}", role="doc-noteref", data_n=number, aria_label=label
    )
    writer.html.end()
    return caller


def _back(writer: Writer, note: Element, caller: str, suffix: str) -> None:
    number = writer.volume.calls.numbers.get(note, "*") + suffix
    label = f"Note {number}: back to the text"
    writer.html.point("a", class_="back", href=f"#{caller}", role="doc-backlink", data_n=number, aria_label=label)


def _write_plain(writer: Writer, note: Element) -> None:
    kind = {"source": "citation", "language": "language"}.get(note.get("type", ""), "remark")
    writer.wrap(note, "div" if writer.volume.layout.is_block(note) else "span", kind)
