"""Many files at once: processes that each load the schema once; the verdicts come in the order of the files."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress

from tei_miasnikov.validation.judgement import Bench
from tei_miasnikov.validation.rules import Rules, Verdict

WORTH = 6_000_000
"""So many bytes make another process worth its start."""
_bench: list[Bench] = []
"""The bench of this process, where it is a worker."""


def judge_files(paths: Sequence[str], bench: Bench, jobs: int) -> Iterator[Verdict]:
    """The verdicts on the files, in their order."""
    if jobs <= 1 or len(paths) <= 1:
        yield from map(bench.judge, paths)
        return
    from concurrent.futures import ProcessPoolExecutor  # one process is the rule

    rules = bench.judges.rules
    with ProcessPoolExecutor(min(jobs, len(paths)), initializer=_begin, initargs=(rules,)) as pool:
        yield from pool.map(_judge, paths, chunksize=max(1, len(paths) // (8 * jobs)))


def jobs_for(paths: Sequence[str]) -> int:
    """As many processes as pay off: by the size of the files, and never more than there are processors."""
    total = 0
    for path in paths:
        with suppress(OSError, ValueError):
            total += os.stat(path).st_size  # noqa: PTH116
    return max(1, min(processors(), len(paths), total // WORTH))


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(rules: Rules) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is asked, and ends us
    _bench[:] = [Bench(rules)]


def _judge(path: str) -> Verdict:
    return _bench[0].judge(path)
