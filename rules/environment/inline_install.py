"""ENV008: code that installs packages while it runs."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.installs import Install, installs_of, name_of_package
from mlaudit.graph.analysis.units import pipeline_units, services
from mlaudit.judge.parts import parts_at
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Step

_CODE = (".py", ".ipynb")


def find_inline_installs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file of Python that installs something wherever it runs."""
    seen: set[str] = set()
    for unit in pipeline_units(workflow):
        if unit.id not in workflow.deliverables_of_step or unit.id in services(workflow):
            continue
        installs = [
            install
            for install in installs_of(workflow, unit)
            if install.place.path.endswith(_CODE) and not install.sometimes
        ]
        for path in dict.fromkeys(install.place.path for install in installs):
            if path not in seen:
                seen.add(path)
                yield _observe(workflow, unit, [i for i in installs if i.place.path == path])


def _observe(workflow: Workflow, unit: Step, installs: list[Install]) -> Observation:
    first = installs[0]
    names = [name for install in installs for name in install.packages]
    declared = {item.name for e in workflow.environments for item in e.requirements}
    known = declared.issuperset(name_of_package(name) for name in names)
    harmless = known or all(install.pinned for install in installs)
    return Observation(
        place=first.place,
        also=tuple(install.place for install in installs),
        subject=first.place.path,
        message=f"{first.place.path} installs {listing(names, 4)} while it runs; the environment "
        "changes under the code, and no environment file tells what it needs in the end.",
        remedy="Move the names, with the versions that work today, into the environment file of "
        f"the project and delete the line: {' '.join(names[:8])}",
        severity=Severity.LOW if harmless else Severity.MEDIUM,
        evidence=tuple(Evidence(i.place, " ".join((i.via, *i.packages))) for i in installs[1:9]),
        about=(unit.id,),
        parts=parts_at(first.place.path, "", ((n, i.place) for i in installs for n in i.packages)),
    )


RULE = Rule(
    code="ENV008",
    slug="inline-install",
    family="environment",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_inline_installs,
)
