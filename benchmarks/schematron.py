"""schematron.py SHARED: TEI's own rules by us and by Saxon, whole processes, medians of runs that take turns.

Saxon gets the rules as a stylesheet, made before the clock runs: `walking` as Schematron processors make it, one walk a
pattern; `selecting` without walks, the quickest that we know. All three must tell the same.

small   one small document, everything cold
large   the Guidelines, 7 MB                         aim: twice Saxon's time at most
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.schematron.oracle import quicker_stylesheet, stylesheet

RUNS = 5
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
OURS = """
import sys
from lxml import etree
from tei_miasnikov.parsing import safe_parser
from tei_miasnikov.schematron import Failure, Judge, read_rules
judge = Judge(read_rules(sys.argv[1]))
with open(sys.argv[2], "rb") as document:
    tree = etree.ElementTree(etree.fromstring(document.read(), safe_parser()))
print(sum(isinstance(fault, Failure) for fault in judge.judge(tree)))
"""
SAXON = """
import sys
from saxonche import PySaxonProcessor
processor = PySaxonProcessor(license=False)
sheet = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=sys.argv[1])
told = sheet.transform_to_string(source_file=sys.argv[2])
print(len((told or "").splitlines()))
"""


def run(command: list[str]) -> tuple[float, str]:
    """The wall time of one run, and what it tells."""
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    return time.perf_counter() - begin, done.stdout.strip()


def medians(commands: list[list[str]]) -> list[float]:
    """The median time of each command; they take turns, so that a busy moment meets all of them."""
    rounds = [[run(command) for command in commands] for _ in range(RUNS)]
    told = {answer for each in rounds for _, answer in each}
    if len(told) > 1:
        raise SystemExit(f"they do not tell the same: {sorted(told)}")
    return [statistics.median(seconds for seconds, _ in times) for times in zip(*rounds, strict=True)]


def main() -> None:
    """Prints the table."""
    tei = Path(sys.argv[1]) / "tei"
    schema = tei / "tei_all.sch"
    with tempfile.TemporaryDirectory() as folder:
        walking, selecting = Path(folder) / "walking.xsl", Path(folder) / "selecting.xsl"
        walking.write_text(stylesheet(schema.read_bytes()), encoding="utf-8")
        selecting.write_text(quicker_stylesheet(schema.read_bytes()), encoding="utf-8")
        print(f"{'':8}{'ours':>8}{'walking':>9}{'selecting':>11}{'ratio to the quicker':>22}")
        for name, document in {"small": tei / "tests" / "testbibl.xml", "large": tei / "p5.xml"}.items():
            ours = [sys.executable, "-c", OURS, str(schema), str(document)]
            saxon = [[sys.executable, "-c", SAXON, str(sheet), str(document)] for sheet in (walking, selecting)]
            us, walked, selected = medians([ours, *saxon])
            print(f"{name:8}{us:8.3f}{walked:9.3f}{selected:11.3f}{us / min(walked, selected):22.2f}")


if __name__ == "__main__":
    main()
