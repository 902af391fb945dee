"""A crew of other machines: the workers of a Dask scheduler, which see the same folders as this process.

    dask scheduler &  dask worker tcp://…:8786 &        tei-miasnikov batch trials/ tei/ --scheduler tcp://…:8786

A worker that is lost costs nothing but time: the scheduler hands its batches to another, and a batch that loses one
after the other is done again one transcript at a time.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Any

from tei_miasnikov.batch.crews import WAITING, Task, died
from tei_miasnikov.batch.outcome import Outcome
from tei_miasnikov.batch.work import Workbench
from tei_miasnikov.errors import UnusableError, UsageError

SECONDS = 15
"""So long the scheduler is waited for."""


class Workers:
    """The workers of a scheduler. Raises UsageError where Dask is missing, UnusableError where nobody answers."""

    def __init__(self, date: str | None, address: str) -> None:
        try:
            self._dask: Any = import_module("distributed")
        except ImportError:
            raise UsageError("--scheduler needs Dask: pip install 'tei-miasnikov[dask]'") from None
        self._date = date
        try:
            self._client: Any = self._dask.Client(address, timeout=SECONDS)
        except (OSError, ValueError) as error:
            raise UnusableError(f"{address}: no scheduler answers there ({error})") from None

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[tuple[Outcome, ...]]:
        """What became of the transcripts of each task, as they are done."""
        waiting = iter(tasks)
        ahead = WAITING * max(1, sum(self._client.nthreads().values()))
        given = {self._submit(task): task for task in islice(waiting, ahead)}
        done = self._dask.as_completed(list(given))
        for future in done:
            task = given.pop(future)
            for other in islice(waiting, 1):
                submitted = self._submit(other)
                given[submitted] = other
                done.add(submitted)
            yield future.result() if future.status == "finished" else self._one_by_one(task)
        self._client.close()

    def _submit(self, task: Task) -> Any:
        return self._client.submit(work_on, task, self._date, pure=False)

    def _one_by_one(self, task: Task) -> tuple[Outcome, ...]:
        futures = [self._submit((one,)) for one in task]
        self._client.gather(futures, errors="skip")
        return tuple(
            future.result()[0] if future.status == "finished" else died(transcript)
            for future, (transcript, _) in zip(futures, task, strict=True)
        )


@cache
def _workbench(date: str | None) -> Workbench:
    return Workbench(date)


def work_on(task: Task, date: str | None) -> tuple[Outcome, ...]:
    """What became of the transcripts of a task; called in a worker."""
    return tuple(_workbench(date).work(transcript, known) for transcript, known in task)
