"""CFG009: words of a command line that the code never looks at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import count, listing
from mlaudit.model.code import UnreadWords
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_SHOWN = 12


def find_unused_parameters(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file that holds such commands."""
    groups: dict[str, list[UnreadWords]] = defaultdict(list)
    ids = {unit.id for unit in pipeline_units(workflow)}
    for unread in workflow.unread_words:
        if unread.step in ids:
            groups[unread.place.path].append(unread)
    for path in sorted(groups):
        yield _observe(groups[path])


def _observe(found: list[UnreadWords]) -> Observation:
    first = min(found, key=lambda unread: unread.place.sort_key)
    codes = dict.fromkeys(unread.code for unread in found)
    others = len(codes) - 1
    verb = "does" if others == 1 else "do"
    more = f" (nor {verb} {count(others, 'more file')} look at theirs)" if others else ""
    it = "it" if len(first.words) == 1 else "them"
    return Observation(
        place=first.place,
        subject=first.place.path,
        message=f"{first.place.path} hands {listing(first.words)} to {first.code}, which never "
        f"looks at {it}{more}: whoever changes the command changes nothing, and what counts a "
        "person must look up in the code.",
        remedy="Let the code read its command line (`sys.argv`, argparse), or take the words off "
        "the command.",
        evidence=tuple(
            Evidence(unread.place, f"{unread.code} does not look at {listing(unread.words)}")
            for unread in found[:_SHOWN]
            if unread is not first
        ),
        about=tuple(dict.fromkeys(unread.step for unread in found)),
        parts=parts_of(first.place.path, "", codes),
    )


RULE = Rule(
    code="CFG009",
    slug="unused-parameter",
    family="parameters",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unused_parameters,
)
