"""From the files of a tree to their facts, those of an earlier scan where a file is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from mlaudit.cache import Store, digest
from mlaudit.ceilings import SECONDS, TooLongError, time_ceiling
from mlaudit.discover.tree import FolderTree, Tree
from mlaudit.model.facts import DEFECT, Facts, Problem
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.project import Project, SourceFile
from mlaudit.model.vocabulary import Role, Tracking
from mlaudit.parsers.registry import claimants, parse_file
from mlaudit.workers import LostError, count_jobs, work_apart

MAX_FILE_SIZE = 64 * 1024 * 1024
"""Larger files are not read (bytes); a notebook with many figures reaches 50 MB."""
APART_SIZE = 2 * 1024 * 1024
"""Bytes to parse from which on it is done in several processes."""
BATCH_SIZE = 64 * 1024
"""Bytes of small files that one process is given at once."""

OnProgress: TypeAlias = Callable[[str, int, int], None]
"""Called with a stage, how many files are done and how many there are; 0 where none is counted."""

_UNREAD = "unread"
"""The format of a file of which nothing is known."""


@immutable
class Reading:
    """What was read.

    Attributes:
        facts: of every file that a parser claims, by path.
        digests: of the content of each of them, by path; empty where nothing is kept.
    """

    facts: dict[str, Facts]
    digests: dict[str, str]


def read_files(
    project: Project,
    on_progress: OnProgress | None = None,
    store: Store | None = None,
    tree: Tree | None = None,
) -> Reading:
    """The facts of every file that a parser claims; what cannot be read becomes a problem.

    Args:
        project: the files.
        on_progress: told of each file.
        store: gives the facts of files that have not changed, and keeps those of the others.
        tree: where they are read instead of the project's root; then nothing is kept.
    """
    known = store.find_facts() if store is not None else {}
    wanted = [file for file in project.files if is_read(file)]
    reader = _Reader(tree or FolderTree(project.root), known, digests=store is not None)
    jobs = count_jobs() if tree is None and _pays_apart(wanted, known) else 1
    found: dict[str, _Found] = {}
    for number, (path, result) in enumerate(_read_each(reader, wanted, jobs)):
        found[path] = result
        if on_progress is not None:
            on_progress("reading", number + 1, len(wanted))
    reading = Reading({}, {})
    for file in wanted:
        result = found[file.path]
        facts = known[file.path][1] if result.same else result.facts
        if facts is not None:
            reading.facts[file.path] = facts
        if result.digest is not None:
            reading.digests[file.path] = result.digest
    if store is not None and tree is None:
        _keep(store, reading, known)
    return reading


def is_read(file: SourceFile) -> bool:
    """Is the file one that a parser claims and that takes part in the analysis?"""
    if file.link or file.role in (Role.VENDORED, Role.EXCLUDED):
        return False
    if file.role == Role.TEMPLATE and ".env" not in file.path.rpartition("/")[2].lower():
        return False
    return file.tracking != Tracking.IGNORED and bool(claimants(file.path))


@immutable
class _Found:
    """What reading a file gave.

    Attributes:
        facts: None where no parser claims the file, or where they are the `same`.
        digest: of the content, "" where it could not be read; None where nobody asks for it.
        same: the facts are those that are kept.
    """

    facts: Facts | None
    digest: str | None = None
    same: bool = False


@immutable
class _Reader:
    """Reads single files.

    Attributes:
        tree: where they lie.
        known: (digest, facts) of an earlier scan by path.
        digests: somebody asks for them.
    """

    tree: Tree
    known: Mapping[str, tuple[str, Facts]]
    digests: bool

    def read(self, file: SourceFile) -> _Found:
        """Read one file."""
        too_large = f"larger than {MAX_FILE_SIZE // 1024 // 1024} MB"
        if file.size > MAX_FILE_SIZE:
            return _Found(_unread(file, too_large))
        try:
            data = self.tree.read(file.path)
        except OSError as error:
            return _Found(_unread(file, error.strerror or type(error).__name__), "")
        if len(data) > MAX_FILE_SIZE:  # it has grown since the folder was listed
            return _Found(_unread(file, too_large), "")
        name = digest(data) if self.digests else None
        if name is not None and self.known.get(file.path, ("",))[0] == name:
            return _Found(None, name, same=True)
        facts = _parse(file, data)
        if facts is not None and facts.format == _UNREAD and name:
            name = ""  # next time it may be read
        return _Found(facts, name)


def _read_each(
    reader: _Reader, files: Sequence[SourceFile], jobs: int
) -> Iterator[tuple[str, _Found]]:
    """(path, result) of each file, in the order in which they are done."""
    if jobs == 1:
        yield from ((file.path, reader.read(file)) for file in files)
        return
    batches = _divide(sorted(files, key=lambda file: (-file.size, file.path)))
    for batch, answer in work_apart(lambda batch: [*map(reader.read, batch)], batches, jobs):
        if not isinstance(answer, LostError):
            yield from zip((file.path for file in batch), answer, strict=True)
        elif len(batch) == 1:
            yield batch[0].path, _Found(_unread(batch[0], str(answer)), "")
        else:  # one by one, to see which of them it was
            for file in batch:
                yield from _read_each(reader, [file], 2)


def _divide(files: Sequence[SourceFile]) -> list[tuple[SourceFile, ...]]:
    """Files in their order, small ones together."""
    batches: list[tuple[SourceFile, ...]] = []
    size = 0
    for file in files:
        if batches and size + file.size <= BATCH_SIZE:
            batches[-1] = (*batches[-1], file)
            size += file.size
        else:
            batches.append((file,))
            size = file.size
    return batches


def _pays_apart(files: Sequence[SourceFile], known: Mapping[str, object]) -> bool:
    """Is there so much to parse that processes beside this one gain more than they cost?"""
    return sum(file.size for file in files if file.path not in known) >= APART_SIZE


def _parse(file: SourceFile, data: bytes) -> Facts | None:
    try:
        with time_ceiling():
            return parse_file(file.path, data)
    except TooLongError:
        return _unread(file, f"reading it takes more than {SECONDS} seconds")
    except MemoryError:
        return _unread(file, "reading it takes too much memory")
    except Exception as error:  # one file must not cost the report on all others
        return _unread(file, f"{DEFECT}{type(error).__name__}: {error}")


def _keep(store: Store, reading: Reading, known: Mapping[str, tuple[str, Facts]]) -> None:
    """Keep the facts where they are not those that are kept already; failures shall be repeated."""
    found = {
        path: (name, facts)
        for path, name in reading.digests.items()
        if name and (facts := reading.facts.get(path)) is not None and not _is_defect(facts)
    }
    if {path: name for path, (name, _) in known.items()} != {
        path: name for path, (name, _) in found.items()
    }:
        store.keep_facts(found)


def _is_defect(facts: Facts) -> bool:
    return any(problem.reason.startswith(DEFECT) for problem in facts.problems)


def _unread(file: SourceFile, reason: str) -> Facts:
    return Facts(file.path, _UNREAD, problems=(Problem(Place(file.path), reason),))
