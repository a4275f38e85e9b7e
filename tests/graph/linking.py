"""Short ways to what linking found, for the tests beside this file."""

from __future__ import annotations

from pathlib import Path

from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation, Tracking
from mlaudit.scan import read_workflow

CLEAN = "import pandas as pd\npd.read_csv('data/raw.csv').to_csv('data/clean.csv')\n"
TRAIN = "import joblib\nimport pandas as pd\n" + (
    "joblib.dump(fit(pd.read_csv('data/clean.csv')), 'models/model.joblib')\n"
)
CHAIN = {"clean.py": CLEAN, "train.py": TRAIN}
"""Two scripts that share a file."""


def units(root: Path) -> list[str]:
    return [step.id for step in read_workflow(root).units]


def invocations(found: Workflow) -> set[tuple[str, str]]:
    return {(invocation.by, invocation.of) for invocation in found.invocations}


def automation(found: Workflow) -> dict[str, Automation]:
    return {step.id: step.automation for step in found.steps}


def tracking(found: Workflow) -> dict[str, Tracking]:
    return {artifact.id: artifact.tracking for artifact in found.artifacts}


def evidence(found: Workflow, before: str, after: str) -> tuple[str, ...]:
    """The evidence of all orders between two steps."""
    orders = found.order_by_pair.get((before, after), ())
    return tuple(kind for order in orders for kind in order.evidence)


def accesses(found: Workflow, step: str) -> set[str]:
    """`mode artifact evidence` of every access of a step."""
    return {f"{a.mode} {a.artifact} {a.evidence}" for a in found.step_by_id[step].accesses}
