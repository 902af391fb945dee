"""Crews: who does the work. This process, or several of this machine; those of a Dask scheduler are in scheduler.py.

A crew takes batches of transcripts and gives their outcomes as they come, never holding more than a few batches. A
process that dies takes its batches with it: they are done again one transcript at a time, and the one that kills its
process again is told as failed.
"""

import gc
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

from tei_miasnikov.batch.outcome import Outcome, Status
from tei_miasnikov.batch.transcripts import Transcript
from tei_miasnikov.batch.work import Workbench

Task = tuple[tuple[Transcript, Outcome | None], ...]
"""Transcripts, each with what became of it when it was last done."""
WAITING = 3
"""So many batches a process are handed out ahead."""
DIED = "its process died (out of memory, or killed) when it was converted"
FEW_COLLECTIONS = 1_000_000
_workbench: list[Workbench] = []
"""The workbench of this process, where it is one of a crew."""


def died(transcript: Transcript) -> Outcome:
    """The outcome of a transcript that killed its process twice."""
    return Outcome(transcript.name, "", Status.FAILED, fault=f"{transcript.path}: {DIED}")


class Crew(Protocol):
    """Whoever does the work."""

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Outcome, ...]]:
        """What became of the transcripts of each task, in whatever order they are done."""
        ...


class Alone:
    """This process."""

    def __init__(self, date: str | None) -> None:
        self._workbench = Workbench(date)

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Outcome, ...]]:
        """What became of the transcripts of each task, in their order."""
        for task in tasks:
            yield tuple(self._workbench.work(transcript, known) for transcript, known in task)


class Processes:
    """Processes of this machine."""

    def __init__(self, date: str | None, jobs: int) -> None:
        self._date, self._jobs = date, jobs

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Outcome, ...]]:
        """What became of the transcripts of each task, as they are done."""
        lost: list[Task] = []
        waiting = iter(tasks)
        for task in waiting:
            yield from self._shift(task, waiting, lost)
            yield from (self._single((one,)) for broken in lost for one in broken)
            lost.clear()

    def _shift(self, first: Task, others: Iterator[Task], lost: list[Task]) -> Iterator[tuple[Outcome, ...]]:
        """Hand tasks to one pool until they are done, or it breaks; then `lost` has those that it took along."""
        running: dict[Future[tuple[Outcome, ...]], Task] = {}
        with self._pool(self._jobs) as pool:
            try:
                running[pool.submit(_work, first)] = first
                while running:
                    while len(running) < WAITING * self._jobs and (task := next(others, None)) is not None:
                        running[pool.submit(_work, task)] = task
                    for done in wait(running, return_when=FIRST_COMPLETED).done:
                        outcomes = done.result()
                        del running[done]
                        yield outcomes
            except BrokenProcessPool:
                lost += running.values()

    def _single(self, task: Task) -> tuple[Outcome, ...]:
        """One transcript in a process of its own, told as failed where that dies."""
        with self._pool(1) as pool:
            try:
                return pool.submit(_work, task).result()
            except BrokenProcessPool:
                return (died(task[0][0]),)

    def _pool(self, jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(jobs, initializer=_begin, initargs=(self._date,))


def _begin(date: str | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is asked, and ends us
    gc.set_threshold(FEW_COLLECTIONS)
    _workbench[:] = [Workbench(date)]


def _work(task: Task) -> tuple[Outcome, ...]:
    return tuple(_workbench[0].work(transcript, known) for transcript, known in task)
