"""How fast `convert` is: whole processes beside pandoc's Markdown to TEI, and the curve for longer transcripts.

python benchmarks/convert.py        medians of seven runs, in one go; ratios are ours to pandoc's
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "corpus" / "last-testament"
PROGRAM = Path(sys.executable).with_name("tei-miasnikov")
"""What a user types."""
COPIES = (1, 5, 20, 80)
RUNS = 7
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As a user has it: with bytecode kept from one run to the next."""


def seconds(call: Sequence[str]) -> float:
    """The wall time of a process, start to end."""
    start = time.perf_counter()
    subprocess.run(call, check=True, capture_output=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def pandoc() -> str | None:
    """The program that the package pypandoc_binary brings, None where that is not installed."""
    try:
        import pypandoc
    except ImportError:
        return None
    return str(pypandoc.get_pandoc_path())


def calls(source: Path, folder: Path) -> dict[str, list[str]]:
    """The calls to compare, by the name of the program."""
    settings = ["--profile", str(FOLDER / "profile.toml"), "--header", str(FOLDER / "header.toml")]
    ours = [str(PROGRAM), "convert", str(source), *settings, "-q", "--force"]
    found = {"tei-miasnikov": [*ours, "-o", str(folder / "ours.xml")]}
    rival = pandoc()
    if rival:
        found["pandoc"] = [rival, "-f", "markdown", "-t", "tei", "-s", str(source), "-o", str(folder / "pandoc.xml")]
    return found


def measured(source: Path, folder: Path) -> dict[str, float]:
    """The median of each program's runs, the programs taking turns."""
    times: dict[str, list[float]] = {}
    for call in calls(source, folder).values():
        seconds(call)  # the first run fills the caches
    for _ in range(RUNS):
        for name, call in calls(source, folder).items():
            times.setdefault(name, []).append(seconds(call))
    return {name: statistics.median(runs) for name, runs in times.items()}


def main() -> None:
    """Print the table."""
    text = (FOLDER / "source.md").read_text(encoding="utf-8")
    print(f"{'copies':>6} {'MB':>6} {'ours s':>8} {'s per MB':>9} {'pandoc s':>9} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as name:
        for copies in COPIES:
            source = Path(name) / f"{copies}.md"
            source.write_text(text * copies, encoding="utf-8")
            size, times = source.stat().st_size / 1e6, measured(source, Path(name))
            ours, rival = times["tei-miasnikov"], times.get("pandoc", float("nan"))
            print(f"{copies:6} {size:6.2f} {ours:8.3f} {ours / size:9.3f} {rival:9.3f} {ours / rival:6.2f}")


if __name__ == "__main__":
    main()
