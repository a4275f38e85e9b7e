"""Files that a job leaves in a checkout that is gone when it ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mlaudit.graph.seeds import Seed
from mlaudit.model.graph import reach
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.model.workflow import Flow
from mlaudit.patterns import lazy_regex

_ELSEWHERE = lazy_regex(r"/|~|[\w.+-]+:")
"""Begins a name that does not lie in the checkout: an absolute path, a URI, a table, an image."""
_KEEPING = lazy_regex(
    r"\b(?:git|dvc)\b[^\n]*\bpush\b|\b(?:rsync|scp)\b"
    r"|auto-commit|add-and-commit|create-pull-request|push-action|\bcache\b"
)


def drop_left_behind(
    flows: tuple[Flow, ...], seeds: Mapping[str, Seed], started: Mapping[str, Iterable[str]]
) -> tuple[Flow, ...]:
    """The flows without those from the checkout of a job to what runs outside of its workflow.

    What a job writes by its own commands is there for what it starts, and jobs of the same file
    may hand it over; others get it only where the job commits it or copies it away.

    Args:
        flows: data between units.
        seeds: all steps.
        started: the steps that each step starts.
    """
    jobs = [seed for seed in seeds.values() if seed.kind.family == StepFamily.JOB]
    inside: dict[str, set[str]] = {}

    def is_left(flow: Flow) -> bool:
        maker = seeds[flow.before]
        if maker.kind.family != StepFamily.JOB or _ELSEWHERE.match(flow.written):
            return False
        if maker.id not in inside:
            own = {job.id for job in jobs if _is_one_pipeline(job, maker)}
            inside[maker.id] = own | reach(own, dict(started))
        return flow.after not in inside[maker.id] and not _keeps(maker)

    return tuple(flow for flow in flows if not is_left(flow))


def _is_one_pipeline(first: Seed, second: Seed) -> bool:
    """Do two jobs run together? Workflows of GitHub run by themselves, files of others join."""
    if first.kind != second.kind:
        return False
    return first.path == second.path or first.kind != StepKind.GITHUB_JOB


def _keeps(job: Seed) -> bool:
    """Does it commit or copy away what it makes?"""
    if job.declared is None:
        return False
    texts = [run.script.text for run in job.declared.runs if run.script is not None]
    return any(_KEEPING.search(t) for t in (*texts, *(use.name for use in job.declared.uses)))
