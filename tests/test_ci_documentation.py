"""Every command in a recipe of docs/ci.md runs, and leaves the files that the recipe takes.

Commands that stand alone on the page run in tests/documentation.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.cli.test_program import FINDS
from tests.conftest import WriteTree

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: path=(\S+))?\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|[ /'])(mlaudit (?:[a-z]+)(?: [^'\n#]*)?)")
WRITTEN = re.compile(r"\w+=([\w./-]+)")


def commands_of(block: str) -> list[str]:
    """The mlaudit command lines of a block, whatever language stands around them."""
    lines = [line.strip().removeprefix("- ") for line in block.splitlines()]
    starts = ("mlaudit ", "run: mlaudit ", "script: mlaudit ", "sh '")
    found = []
    for line in lines:
        match = COMMAND.search(line) if line.startswith(starts) else None
        if match is not None:
            found.append(match[1].strip())
    return found


CASES = [(command, body) for _, path, body in BLOCKS if path for command in commands_of(body)]


def test_there_are_recipes_for_every_system() -> None:
    paths = [path for _, path, _ in BLOCKS if path]
    assert paths == [
        ".github/workflows/mlaudit.yml",
        ".github/workflows/mlaudit.yml",
        ".gitlab-ci.yml",
        "azure-pipelines.yml",
        "Jenkinsfile",
        ".pre-commit-config.yaml",
    ]
    assert len(CASES) >= 4


@pytest.mark.parametrize(("command", "recipe"), CASES, ids=[command for command, _ in CASES])
def test_a_command_runs_and_writes_what_its_recipe_takes(
    write_tree: WriteTree, command: str, recipe: str
) -> None:
    root = write_tree(FINDS)
    done = run(command, root)
    passes = "--exit-zero" in command or not command.startswith("mlaudit scan")
    assert done.returncode == (0 if passes else 1), done.stderr
    written = [name for name in WRITTEN.findall(command) if "." in name]
    assert all((root / name).stat().st_size for name in written)
    taken = re.findall(r"[\w-]+\.(?:xml|json|sarif|md)\b", recipe)
    assert {name for name in taken if name != "README.md"} <= set(written)


def run(command: str, root: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command line as a CI system does, with the mlaudit of this environment."""
    bash = shutil.which("bash")
    assert bash is not None
    environment: Mapping[str, str] = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        **variables,
    }
    words = [bash, "-e", "-o", "pipefail", "-c", command]
    return subprocess.run(
        words, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_what_is_installed_is_this_project() -> None:
    installed = set(re.findall(r"pip install (\S+?)['\s]", TEXT))
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert installed == {"mlaudit"}
    assert '\nname = "mlaudit"\n' in project


def test_the_inputs_of_the_action_are_those_that_are_told() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    told = re.findall(r"^\| `([\w-]+)` \|", TEXT, re.MULTILINE)
    assert told == list(action["inputs"])
    outputs = re.search(r"^Outputs are (.*?);", TEXT, re.MULTILINE)
    assert outputs is not None
    assert re.findall(r"`([\w-]+)`", outputs[1]) == list(action["outputs"])


def test_actions_are_pinned_as_in_the_action() -> None:
    pinned = r"^\s*-? ?(?:id: \w+\n\s+)?uses: ([\w-]+/\S+)@(\S+)(.*)$"
    for text in (TEXT, (ROOT / "action.yml").read_text(encoding="utf-8")):
        uses = re.findall(pinned, text, re.MULTILINE)
        assert len(uses) >= 2
        for name, version, rest in uses:
            if name != "OWNER/mlaudit":
                assert re.fullmatch(r"[0-9a-f]{40}", version)
                assert re.match(r" # v\d+\.\d+\.\d+$", rest)


def test_the_template_is_the_recipe() -> None:
    (recipe,) = [body for _, path, body in BLOCKS if path == ".gitlab-ci.yml"]
    template = (ROOT / "templates/gitlab-ci.yml").read_text(encoding="utf-8")
    assert template.partition("\n")[2] == recipe


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("github-workflows", ".github/workflows/mlaudit.yml"),
        ("gitlab-ci", ".gitlab-ci.yml"),
        ("azure-pipelines", "azure-pipelines.yml"),
        ("github-actions", "action.yml"),
    ],
)
def test_recipes_keep_to_the_schemas_of_their_systems(
    tmp_path: Path, schema: str, path: str
) -> None:
    program = shutil.which("check-jsonschema")
    if program is None:
        pytest.skip("check-jsonschema is not installed")
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    bodies = [action] if path == "action.yml" else [b for _, p, b in BLOCKS if p == path]
    files = [tmp_path / f"{number}.yml" for number in range(len(bodies))]
    for file, body in zip(files, bodies, strict=True):
        file.write_text(body, encoding="utf-8")
    transform = ["--data-transform", schema] if schema in ("gitlab-ci", "azure-pipelines") else []
    given = ["--builtin-schema", f"vendor.{schema}", "--regex-variant", "nonunicode"]
    words = [program, *transform, *given, *map(str, files)]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert bodies
    assert done.returncode == 0, done.stdout + done.stderr
