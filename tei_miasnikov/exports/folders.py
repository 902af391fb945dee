"""Folders: an export of several files is made aside and moved in whole, or not at all.

write_new_folder(Path("deposit"), export.files)
"""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tei_miasnikov.errors import OutputError
from tei_miasnikov.exports.material import File


def write_new_folder(path: Path, files: Iterable[File]) -> None:
    """Write a folder that is not there yet; one that holds these very files stays. Raises OutputError otherwise."""
    wanted = tuple(files)
    if path.is_dir() and any(path.iterdir()) and not _is_same(path, wanted):
        raise OutputError(f"{path}: stands already, with other files; --force replaces it")
    write_over_folder(path, wanted)


def write_over_folder(path: Path, files: Iterable[File]) -> None:
    """Write a folder instead of the one that may be there, unless that holds anything else: nothing is lost.

    Raises OutputError then, and where the place can't be written.
    """
    wanted = tuple(files)
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path}: is no folder; this format is a folder of files")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}; make it first")
    if path.is_dir() and _is_same(path, wanted):
        return
    if foreign := _foreign(path, wanted):
        raise OutputError(f"{path}: holds {foreign}, which is not of this export; move it away, or name another folder")
    try:
        _replace(path.resolve(), wanted)
    except OSError as error:
        raise OutputError(f"{path}: {(error.strerror or 'cannot be written').lower()}") from None


def lay_out(folder: Path, files: Iterable[File]) -> None:
    """Write files below a folder."""
    for file in files:
        place = folder / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.data)


def gather(folder: Path) -> tuple[File, ...]:
    """All files below a folder, by their paths."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(File(path.relative_to(folder).as_posix(), path.read_bytes()) for path in found)


def _is_same(path: Path, files: tuple[File, ...]) -> bool:
    return gather(path) == tuple(sorted(files, key=lambda file: Path(file.path)))


def _foreign(path: Path, files: tuple[File, ...]) -> str:
    """The first file of a folder that would be lost."""
    ours = {file.path for file in files}
    there = sorted(found.relative_to(path).as_posix() for found in path.rglob("*") if not found.is_dir())
    return next((name for name in there if name not in ours), "")


def _replace(path: Path, files: tuple[File, ...]) -> None:
    """Make the folder beside its place, then put it there; what stood there goes last."""
    aside = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
    try:
        made, old = aside / "new", aside / "old"
        made.mkdir()
        lay_out(made, files)
        if path.exists():
            path.replace(old)
        try:
            made.replace(path)
        except BaseException:
            if old.exists():
                old.replace(path)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
