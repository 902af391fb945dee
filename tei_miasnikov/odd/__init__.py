"""The ODD compiler: a TEI customization becomes RELAX NG, XSD and JSON. A library of its own.

compilation = compile_odd(Path("my.odd"), source=Path("p5subset.xml"), include=[Path("grammars")])
for schema in compilation.schemas:
    Path(f"{schema.stem}.rng").write_bytes(write_relaxng(schema))
for finding in compilation.findings:
    print(finding)
"""

from tei_miasnikov.odd.compilation import Compilation, Words, compile_odd
from tei_miasnikov.odd.specs import Schema
from tei_miasnikov.odd.to_json import write_json
from tei_miasnikov.odd.to_relaxng import write_relaxng
from tei_miasnikov.odd.to_schematron import write_schematron
from tei_miasnikov.odd.to_xsd import Xsd, write_xsd

__all__ = [
    "Compilation",
    "Schema",
    "Words",
    "Xsd",
    "compile_odd",
    "write_json",
    "write_relaxng",
    "write_schematron",
    "write_xsd",
]
