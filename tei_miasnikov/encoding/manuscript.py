"""The archive's file: msDesc, an msPart for each volume cited, an msItem with its locus for each document.

An msItem and its div point at each other: `msItem/@corresp` → `#doc-2`, `div//bibl/@corresp` → `#item-2`.
Source: TEI Guidelines 11 (manuscript description).
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from lxml import etree

from tei_miasnikov.encoding.markup import element, filled, group
from tei_miasnikov.encoding.metadata import Archive, Metadata
from tei_miasnikov.encoding.record import Record
from tei_miasnikov.text.span import Annotation

NOTHING_TOLD = "The transcript gives this document neither heading nor date."


def manuscript(metadata: Metadata, records: Sequence[Record], languages: Mapping[str, str]) -> etree._Element | None:
    """The msDesc; None where the header names no archive."""
    if not metadata.file_id:
        return None
    archive = metadata.archive
    loose = [record for record in records if not record.volume]
    parts = [(number, list(of)) for number, of in groupby(sorted(_in_volumes(records), key=_volume), key=_volume)]
    return element(
        "msDesc",
        _identifier(archive),
        filled("head", archive.fonds_title),
        _contents(archive, loose, "", languages) if loose or not parts else None,
        _extent(archive.extent),
        group("history", [filled("origin", archive.original_date)]),
        *(_part(metadata, number, of, languages) for number, of in parts),
        xml_id=metadata.file_id,
    )


def _in_volumes(records: Iterable[Record]) -> list[Record]:
    return [record for record in records if record.volume]


def _volume(record: Record) -> str:
    return record.volume


def _identifier(archive: Archive) -> etree._Element:
    return element(
        "msIdentifier",
        filled("country", archive.country),
        filled("settlement", archive.settlement),
        filled("institution", archive.agency),
        filled("repository", archive.repository),
        filled("idno", archive.fonds, type="archive"),
    )


def _extent(extent: str) -> etree._Element | None:
    if not extent:
        return None
    support = element("supportDesc", element("extent", extent))
    return element("physDesc", element("objectDesc", support))


def _part(metadata: Metadata, number: str, records: Sequence[Record], languages: Mapping[str, str]) -> etree._Element:
    """One volume."""
    return element(
        "msPart",
        element("msIdentifier", element("idno", records[0].volume_words, type="volume")),
        _contents(metadata.archive, records, metadata.archive.volume.get(number, ""), languages),
        xml_id=f"{metadata.file_id}-{number}",
    )


def _contents(
    archive: Archive, records: Sequence[Record], summary: str, languages: Mapping[str, str]
) -> etree._Element:
    return element(
        "msContents",
        filled("summary", summary),
        element("textLang", languages.get(archive.language, ""), mainLang=archive.language)
        if archive.language
        else None,
        *(_item(record) for record in records),
    )


def _item(record: Record) -> etree._Element:
    told = [filled("title", record.title), _doc_date(record.date, record.date_words, record.date_resp)]
    return element(
        "msItem",
        _locus(record),
        *(told if any(part is not None for part in told) else [element("note", NOTHING_TOLD)]),
        n=str(record.number),
        xml_id=record.item_id,
        corresp=f"#{record.id}",
    )


def _locus(record: Record) -> etree._Element | None:
    loci = [element("locus", words, from_=a.get("from"), to=a.get("to")) for a, words in record.leaves]
    if not loci:
        return filled("locus", record.place)
    return loci[0] if len(loci) == 1 else element("locusGrp", *loci)


def _doc_date(date: Annotation | None, words: str, resp: str | None) -> etree._Element | None:
    if date is None:
        return None
    return element("docDate", words, **{_keyword(name): value for name, value in date.attributes}, resp=resp)


def _keyword(name: str) -> str:
    return {"from": "from_"}.get(name, name)
