"""How to keep inputs that nothing holds, in words."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from mlaudit.graph.analysis.inputs import RootInput
from mlaudit.graph.analysis.missing import template_of
from mlaudit.judge.wording import quote
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import ArtifactForm, Tracking


def how_to_keep(workflow: Workflow, roots: Sequence[RootInput]) -> str:
    """What to commit, to hand to `dvc add` or to fetch, for what one call reads."""
    artifact = roots[0].artifact
    folders = {posixpath.dirname(root.artifact.id) for root in roots}
    together = len(roots) > 1 and len(folders) == 1 and "" not in folders
    path = quote(folders.pop() if together else artifact.id)
    if artifact.kind == "secret":
        template = template_of(workflow, artifact.id)
        if template is not None:
            return f"Say in the README to copy {template} to {path}, and who hands out its values."
        return f"Commit {path}.example with the names of its entries, and say who hands out values."
    if artifact.form == ArtifactForm.PATTERN:
        path = quote(artifact.id.split("{")[0].split("*")[0].rpartition("/")[0] or ".")
    if artifact.tracking == Tracking.UNTRACKED:
        what, large = ("it", "it is") if len(roots) == 1 else ("them", "they are")
        return (
            f"Commit {what} (`git add {path}`), or keep {what} with `dvc add {path}` if {large} "
            "large."
        )
    keep = f"`dvc add {path}`" if workflow.tracked else f"`dvc init` and `dvc add {path}`"
    return (
        f"Keep a version of {'it' if len(roots) == 1 else 'them'} ({keep}, then commit {path}.dvc),"
        f" or add a step that fetches {'it' if len(roots) == 1 else 'them'} from the origin and "
        "checks the hash."
    )
