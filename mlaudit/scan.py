"""The way from a directory to its workflow and on to a verdict: discover, parse, link, judge.

What only one of these needs is imported there, so that a scan of a tree that has not changed
loads no more than the files and the result that was kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from mlaudit import __version__
from mlaudit.cache import Digests, Store, sign_project
from mlaudit.discover import CommitTree, discover, discover_commit, exclude
from mlaudit.model.configuration import DEFAULTS, Configuration
from mlaudit.model.facts import DEFECT
from mlaudit.model.graph import Workflow
from mlaudit.model.project import Project
from mlaudit.model.report import ScanResult

if TYPE_CHECKING:
    from mlaudit.graph.link import Linked
    from mlaudit.judge.rule import Rule
    from mlaudit.reading import OnProgress


def scan_project(
    root: Path,
    on_progress: OnProgress | None = None,
    store: Store | None = None,
    configuration: Configuration = DEFAULTS,
    today: date | None = None,
) -> ScanResult:
    """The verdict on a directory by every installed rule, with the statuses of all findings.

    Args:
        root: the directory.
        on_progress: told of each stage, and of each file that was read.
        store: gives what an earlier scan found of the same files, and keeps what this one finds.
        configuration: what the project settles.
        today: the day that decides which registered manual steps are past their end; that of the
            clock if not given. Nothing else depends on it.

    Raises:
        RuleLoadError: the rules cannot be used as they are installed.
        ConfigurationError: the configuration names rules that there are not.
    """
    start = perf_counter()
    project = find_files(root, configuration)
    result = _find_result(project, store, configuration, today)
    if result is None:
        rules = _find_rules(configuration)
        linked, digests = _link(project, on_progress, store, configuration, today=today)
        result = _judge(linked.workflow, rules, configuration, on_progress)
        _keep(store, digests, result, configuration)
    return replace(result, seconds=perf_counter() - start)


def scan_commit(
    tree: CommitTree,
    beside: Project,
    store: Store | None = None,
    configuration: Configuration = DEFAULTS,
    today: date | None = None,
    on_progress: OnProgress | None = None,
) -> ScanResult:
    """The verdict on a commit by every installed rule.

    Args:
        tree: what the commit holds.
        beside: the work tree; files that git ignores there lie beside the commit, too.
        store: gives the facts of files that are the same now, and keeps the verdict.
        configuration, today: of the scan of the work tree, so that both are judged alike.
        on_progress: as in `scan_project`.

    Raises:
        RuleLoadError: the rules cannot be used as they are installed.
        ConfigurationError: the configuration names rules that there are not.
    """
    with _naming("looking for files of the commit"):
        project = _configure(discover_commit(tree, beside), configuration)
    signature = f"{tree.commit} {sign_project(project)} {configuration}"
    found = store.find_commit(signature) if store is not None else None
    if isinstance(found, ScanResult) and _still_holds(found, today):
        return found
    rules = _find_rules(configuration)
    linked, _ = _link(project, on_progress, store, configuration, tree, today)
    result = _judge(linked.workflow, rules, configuration, on_progress)
    if store is not None and not result.failures:
        store.keep_commit(signature, result)
    return result


def read_workflow(
    root: Path,
    on_progress: OnProgress | None = None,
    store: Store | None = None,
    configuration: Configuration = DEFAULTS,
) -> Workflow:
    """The workflow of a directory; the arguments are those of `scan_project`."""
    project = find_files(root, configuration)
    result = _find_result(project, store, configuration)
    if result is not None:
        return result.workflow
    return _link(project, on_progress, store, configuration)[0].workflow


def read_linked(
    root: Path,
    on_progress: OnProgress | None = None,
    store: Store | None = None,
    configuration: Configuration = DEFAULTS,
) -> Linked:
    """The workflow of a directory with all that is needed to explain it."""
    return _link(find_files(root, configuration), on_progress, store, configuration)[0]


def find_files(root: Path, configuration: Configuration = DEFAULTS) -> Project:
    """The files of a directory."""
    with _naming("looking for files"):
        return _configure(discover(root), configuration)


def _configure(project: Project, configuration: Configuration) -> Project:
    left = exclude(project, configuration.exclude, configuration.folder, configuration.path)
    return replace(left, notes=left.notes + configuration.notes)


def _find_rules(configuration: Configuration) -> tuple[Rule, ...]:
    """The installed rules, among which are all that the configuration names."""
    from mlaudit.gate.names import check_names
    from mlaudit.judge.loading import installed_rules

    rules = installed_rules()
    check_names(configuration, rules)
    return rules


def _find_result(
    project: Project,
    store: Store | None,
    configuration: Configuration,
    today: date | None = None,
) -> ScanResult | None:
    found = store.find_result(project, configuration) if store is not None else None
    return found if isinstance(found, ScanResult) and _still_holds(found, today) else None


def _still_holds(result: ScanResult, today: date | None = None) -> bool:
    """Has no other manual step come to its end since then?"""
    return result.workflow.expired == result.workflow.expired_on(_day(today))


def _day(today: date | None) -> str:
    return (today or date.today()).isoformat()


def _link(
    project: Project,
    on_progress: OnProgress | None,
    store: Store | None,
    configuration: Configuration,
    tree: CommitTree | None = None,
    today: date | None = None,
) -> tuple[Linked, Digests]:
    from mlaudit.catalog.data import read_index, use_calls
    from mlaudit.graph.link import link
    from mlaudit.graph.remembering import Earlier
    from mlaudit.reading import read_files

    use_calls([call.table for call in configuration.calls])
    read_index()  # what is wrong with a plugin's catalogue is no fault of a scanned file
    reading = read_files(project, on_progress, store, tree)
    followed = store.find_followed(configuration.calls) if store is not None else {}
    earlier = Earlier(followed, reading.facts, reading.digests) if store is not None else None
    with _naming("linking", on_progress):
        linked = link(project, reading.facts, earlier)
    if store is not None and tree is None and linked.followed != followed:
        store.keep_followed(linked.followed, configuration.calls)
    expired = linked.workflow.expired_on(_day(today))
    if expired:
        linked = replace(linked, workflow=replace(linked.workflow, expired=expired))
    return linked, reading.digests


def _judge(
    workflow: Workflow,
    rules: tuple[Rule, ...],
    configuration: Configuration,
    on_progress: OnProgress | None,
) -> ScanResult:
    from mlaudit.gate.settled import judge_settled
    from mlaudit.score import assess

    with _naming("judging", on_progress):
        judgement = judge_settled(workflow, rules, configuration)
    with _naming("scoring", on_progress):
        assessment, findings = assess(workflow, judgement.findings)
    return ScanResult(
        workflow=workflow,
        assessment=assessment,
        findings=findings,
        documented=sum(finding.status == "documented" for finding in findings),
        version=__version__,
        failures=(*_list_failures(workflow), *judgement.failures),
        applied=judgement.applied,
    )


def _keep(
    store: Store | None, digests: Digests, result: ScanResult, configuration: Configuration
) -> None:
    """Keep a result; failures shall be repeated."""
    if store is not None and not result.failures:
        store.keep_result(result.workflow.project, digests, result, configuration)


@contextmanager
def _naming(stage: str, on_progress: OnProgress | None = None) -> Iterator[None]:
    """Tell what is being done, and add it to an exception."""
    if on_progress is not None:
        on_progress(stage, 0, 0)
    try:
        yield
    except Exception as error:
        error.add_note(f"while {stage}")
        raise


def _list_failures(workflow: Workflow) -> Iterator[tuple[str, str]]:
    for problem in workflow.problems:
        if problem.reason.startswith(DEFECT):
            yield problem.place.path, problem.reason.removeprefix(DEFECT)
