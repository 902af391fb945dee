"""A run: the transcripts of a folder go through a crew, each outcome into the manifest, and at the end the report.

for done in run(Frame("trials", "tei"), Shard(), Alone(None)):      the outcomes, as they come
    …
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from tei_miasnikov.batch.crews import Crew, Task
from tei_miasnikov.batch.manifest import Manifest, manifest_path
from tei_miasnikov.batch.outcome import Outcome
from tei_miasnikov.batch.report import as_page, make_report
from tei_miasnikov.batch.transcripts import Frame, Shard, Transcript, in_batches, iter_transcripts
from tei_miasnikov.output import write_over


def run(frame: Frame, shard: Shard, crew: Crew) -> Iterator[Outcome]:
    """What became of each transcript, written into the manifest before it is told; the report is written last.

    A transcript of which nothing has changed since the last run is passed over: its outcome is the old one. Raises
    OutputError where the manifest can't be written.
    """
    place = manifest_path(frame.out, shard)
    manifest = Manifest(place)
    try:
        for outcomes in crew.outcomes(_iter_tasks(iter_transcripts(frame, shard), manifest)):
            manifest.add(outcomes)
            yield from outcomes
        manifest.forget_others()
        _write_report(manifest, place)
    finally:
        manifest.close()


def _iter_tasks(transcripts: Iterable[Transcript], manifest: Manifest) -> Iterator[Task]:
    for batch in in_batches(transcripts):
        known = manifest.known([transcript.name for transcript in batch])
        yield tuple((transcript, known.get(transcript.name)) for transcript in batch)


def _write_report(manifest: Manifest, place: Path) -> None:
    report = make_report(manifest)
    name = place.stem.replace("manifest", "report")
    write_over(place.with_name(f"{name}.json"), json.dumps(report, ensure_ascii=False, indent=1).encode() + b"\n")
    write_over(place.with_name(f"{name}.html"), as_page(report).encode())
