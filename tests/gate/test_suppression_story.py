"""Every finding of a bundled story can be set aside where it shows, whatever the file."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

from mlaudit.model.place import Place
from mlaudit.parsers.suppressions.finding import syntax_of
from mlaudit.scan import scan_project
from tests.conftest import Git

STORY = Path(__file__).parents[2] / "fixtures" / "churn"


def note_in_notebook(text: str, places: dict[Place, set[str]]) -> str:
    content: dict[str, Any] = json.loads(text)
    for place, rules in places.items():
        assert place.cell is not None
        cell = content["cells"][place.cell]
        if cell["cell_type"] == "markdown":
            cell["source"] += [f" <!-- mlaudit: ignore[{', '.join(rules)}] known -->"]
        else:
            tags = [f"mlaudit-ignore-{rule}: known" for rule in rules]
            cell["metadata"].setdefault("tags", []).extend(tags)
    return json.dumps(content)


def note_in_text(path: str, text: str, places: dict[Place, set[str]]) -> str:
    lines = text.split("\n")
    for place in sorted(places, key=lambda place: -place.line):
        form = "ignore" if place.line else "file-ignore"
        note = f"mlaudit: {form}[{', '.join(places[place])}] known"
        above = lines[: place.line - 1] if place.line else lines
        in_code = sum(line.lstrip().startswith("```") for line in above) % 2 == 1
        is_document = syntax_of(path).name == "markdown" and not in_code
        line = lines[place.line - 1]
        indent = line[: len(line) - len(line.lstrip())]
        if not place.line:
            lines.append(f"<!-- {note} -->" if is_document else f"# {note}")
        elif is_document:
            lines[place.line - 1] += f" <!-- {note} -->"
        else:
            lines.insert(place.line - 1, f"{indent}# {note}")
    return "\n".join(lines)


def test_every_finding_can_be_set_aside_where_it_shows(tmp_path: Path, git: Git) -> None:
    root = tmp_path / "churn"
    shutil.copytree(STORY, root)
    git(root, "init", "-q")
    git(root, "add", ".")
    found = scan_project(root).findings
    by_path: dict[str, dict[Place, set[str]]] = defaultdict(lambda: defaultdict(set))
    for finding in found:
        for place in finding.places:
            by_path[place.path][place].add(finding.rule)
    for path, places in by_path.items():
        text = (root / path).read_text("utf-8")
        is_notebook = path.endswith(".ipynb") and all(p.cell is not None for p in places)
        noted = note_in_notebook(text, places) if is_notebook else note_in_text(path, text, places)
        (root / path).write_text(noted, "utf-8")
    after = scan_project(root).findings
    assert [
        (str(f.place), f.rule, f.subject, f.status) for f in after if f.status != "ignored"
    ] == []
    assert {f.identity for f in after} == {f.identity for f in found}
    assert len({Path(path).suffix for path in by_path}) > 3
