"""relaxng.py SHARED JING.jar: our validator against Jing, whole processes, medians of runs that take turns.

Python may keep the bytecode that it compiles, as it does wherever the package is installed; else each run compiles it.

small   one small document, everything cold          aim: half of Jing's time
large   the Guidelines, 7 MB                         aim: half of Jing's time, 0.6 at most
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 9
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
OURS = """
import sys
from lxml import etree
from tei_miasnikov.relaxng import load
grammar = load(sys.argv[1])
document = etree.parse(sys.argv[2], etree.XMLParser(collect_ids=False))
print(sum(1 for _ in grammar.iter_errors(document)))
"""


def seconds(command: list[str]) -> float:
    """The wall time of one run."""
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env=ENVIRONMENT)
    return time.perf_counter() - begin


def medians(commands: list[list[str]]) -> list[float]:
    """The median time of each command; they take turns, so that a busy moment meets all of them."""
    rounds = [[seconds(command) for command in commands] for _ in range(RUNS)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def main() -> None:
    """Prints the table."""
    tei, jing = Path(sys.argv[1]) / "tei", sys.argv[2]
    schema = str(tei / "tei_all.rng")
    print(f"{'':8}{'ours':>8}{'Jing':>8}{'ratio':>8}")
    for name, document in {"small": tei / "tests" / "testbibl.xml", "large": tei / "p5.xml"}.items():
        ours = [sys.executable, "-c", OURS, schema, str(document)]
        theirs = ["java", "-jar", jing, "-i", schema, str(document)]
        us, them = medians([ours, theirs])
        print(f"{name:8}{us:8.3f}{them:8.3f}{us / them:8.2f}")


if __name__ == "__main__":
    main()
