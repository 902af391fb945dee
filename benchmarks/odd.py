"""How long it takes to compile an ODD: whole processes, from nothing to the bytes of the grammar.

    python benchmarks/odd.py                    tei_all.odd against p5subset.xml in ../shared/tei
    python benchmarks/odd.py my.odd source.xml

Prints the median of nine runs for: starting Python with lxml, parsing the source besides (the floor), and compiling.
"""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

SHARED = Path(__file__).parents[1].parent / "shared" / "tei"
RUNS = 9
PROGRAMS = {
    "python and lxml": "from lxml import etree",
    "parsing the source": (
        "import sys; from lxml import etree; etree.parse(sys.argv[2], etree.XMLParser(collect_ids=False))"
    ),
    "compiling to RELAX NG": (
        "import sys; from pathlib import Path; from tei_miasnikov.odd import compile_odd, write_relaxng\n"
        "odd, source = map(Path, sys.argv[1:])\n"
        "made = compile_odd(odd, source, [source.parent / 'exemplars' / 'included'])\n"
        "[write_relaxng(schema) for schema in made.schemas]"
    ),
}


def seconds(program: str, arguments: list[str]) -> float:
    """The wall time of one process."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, *arguments], check=True, cwd=Path(__file__).parents[1])
    return time.perf_counter() - begun


def main(arguments: list[str]) -> None:
    """Measure each program, and print its median."""
    odd, source = arguments or [str(SHARED / "exemplars/odd-src/tei_all.odd"), str(SHARED / "p5subset.xml")]
    for name, program in PROGRAMS.items():
        times = [seconds(program, [odd, source]) for _ in range(RUNS)]
        print(f"{name:24} {median(times):6.3f} s   (best {min(times):.3f}, worst {max(times):.3f})")


if __name__ == "__main__":
    main([str(Path(each).resolve()) for each in sys.argv[1:]])
