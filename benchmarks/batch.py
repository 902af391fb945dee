"""How many transcripts an hour: `batch` over made transcripts of 5 KB, with one process and with two.

python benchmarks/batch.py [COUNT]        20,000 transcripts where no number is given

Prints transcripts a second and a core, the speed-up of the second process, what a file costs beside its conversion, and
what the same machine would do in an hour. Memory is that of the largest process.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.made_transcripts import make  # noqa: E402 - the tests' own transcripts

PROGRAM = Path(sys.executable).with_name("tei-miasnikov")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(source: Path, out: Path, jobs: int) -> float:
    """The wall time of a run, start to end."""
    start = time.perf_counter()
    call = [str(PROGRAM), "batch", str(source), str(out), "--jobs", str(jobs), "-q"]
    subprocess.run(call, check=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def main() -> None:
    """Make, measure, tell."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "in"
        make(count, source)
        size = sum(path.stat().st_size for path in source.rglob("*.md"))
        print(f"{count} transcripts, {size / count / 1000:.1f} KB each, {os.cpu_count()} processors")
        one = seconds(source, Path(place) / "one", 1)
        two = seconds(source, Path(place) / "two", 2)
        again = seconds(source, Path(place) / "two", 2)
    print(f"one process   {one:8.1f} s  {count / one:7.1f} a second")
    print(f"two           {two:8.1f} s  {count / two:7.1f} a second  speed-up {one / two:.2f}")
    print(f"unchanged     {again:8.1f} s  {count / again:7.1f} a second: what a file costs beside the work")
    print(f"in an hour    {3600 * count / two:,.0f} transcripts with two processes")
    print(
        f"memory        {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB in the largest process"
    )


if __name__ == "__main__":
    main()
