"""The proof report of a deposit: that the text of the TEI is the transcript's, character by character, or where not.

    {"proved": true, "characters": {"total": 65635, "text": 64207, "attributes": …, "syntax": {…}, "lost": 0}, …}

The proof is that of `tei-miasnikov prove`; the report names the files as the bag does, with their digests.
"""

import hashlib
import json

from tei_miasnikov.collation.proving import Proof, compare
from tei_miasnikov.exports.material import Material, SourceFile
from tei_miasnikov.findings import Finding
from tei_miasnikov.text.readers import read
from tei_miasnikov.validation.source_lines import as_utf8
from tei_miasnikov.version import VERSION


def report_proof(material: Material, source: SourceFile) -> tuple[bytes, tuple[Finding, ...]]:
    """The report in JSON, and a warning where the proof does not close."""
    publication = material.publication
    proof = compare(read(source.text), as_utf8(publication.data), publication.path)
    written = json.dumps(_as_object(proof, material, source), ensure_ascii=False, indent=2) + "\n"
    return written.encode(), () if proof.is_closed else (_open(proof, material, source),)


def _as_object(proof: Proof, material: Material, source: SourceFile) -> dict[str, object]:
    publication, account = material.publication, proof.account
    tei = {"file": publication.file_name, "sha256": hashlib.sha256(publication.data).hexdigest()}
    return {
        "proved": proof.is_closed,
        "program": f"tei-miasnikov {VERSION}",
        "source": {"file": source.path.name, "sha256": source.text.sha256},
        "tei": tei,
        "characters": {
            "total": account.total,
            "text": account.text,
            "attributes": account.attributes,
            "syntax": dict(sorted(account.syntax.items())),
            "lost": account.lost,
        },
        "additions": [
            {"line": one.line, "element": one.element, "resp": one.resp, "words": one.words} for one in proof.additions
        ],
        "findings": [finding.message for finding in proof.findings],
    }


def _open(proof: Proof, material: Material, source: SourceFile) -> Finding:
    count = len(proof.findings)
    return Finding(
        "export-source-differs",
        f"the proof does not close: {count} difference{'s'[: count != 1]} between {source.path} and this TEI file",
        material.publication.path,
        hint="`tei-miasnikov prove` shows each of them with both places",
    )
