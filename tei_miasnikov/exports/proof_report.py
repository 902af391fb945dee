"""The proof report of a deposit: how the text of the TEI and the transcript hang together, character by character.

    {"follows": true, "same_transcript": true, "characters": {"transcript": 65635, "text": 64207, …}, …}

`follows`: every character of the TEI's text stands in the transcript, in this order. `same_transcript`: it is the very
file that the header names by its digest. `elsewhere` counts the characters of words that are not in the text (printed
numbers of notes and items, which stand in attributes), `syntax` those of the carrier, by the rule that took them off.
"""

import json

from tei_miasnikov.exports.material import Material, SourceFile
from tei_miasnikov.exports.serial import Serial
from tei_miasnikov.exports.source_lines import find_places
from tei_miasnikov.text.readers import read
from tei_miasnikov.version import VERSION


def report_proof(material: Material, source: SourceFile) -> bytes:
    """The report in JSON."""
    publication = material.publication
    written, reading = Serial(publication.root).text, read(source.text)
    stated = publication.header.source.sha256 if publication.header.source else ""
    syntax = reading.account()
    syntax.pop("", 0)
    report = {
        "follows": find_places(written, reading.text) is not None,
        "same_transcript": stated == source.text.sha256,
        "program": f"tei-miasnikov {VERSION}",
        "files": {
            publication.file_name: {"role": "encoded text"},
            source.path.name: {"role": "transcript", "sha256": source.text.sha256, "stated": stated},
        },
        "characters": {
            "transcript": len(source.text.text),
            "text": len(written),
            "elsewhere": len(reading.text) - len(written),
            "syntax": dict(sorted(syntax.items())),
        },
    }
    return (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode()
