"""What tasks take over from the Dockerfile of their image."""

from __future__ import annotations

from mlaudit.graph.containers import adopt_images
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.parsers.registry import parse_file

DOCKERFILE = 'FROM x\nWORKDIR /app\nCOPY . .\nCMD ["python", "fit.py"]\n'
JOB = "apiVersion: v1\nkind: Job\nspec: {{containers: [{{name: a, image: {}}}]}}\n"


def adopt(image: str, **files: str) -> DeclaredStep:
    facts: dict[str, Facts] = {}
    for path, text in {"Dockerfile": DOCKERFILE, "job.yaml": JOB.format(image), **files}.items():
        found = parse_file(path, text.encode())
        assert found is not None
        facts[path] = found
    (step,) = adopt_images(facts)["job.yaml"].steps
    return step


def test_an_image_that_a_script_builds() -> None:
    build = {"build.sh": "docker build -t registry/team/fit:$VERSION .\n"}
    step = adopt("other/fit:2", **build)
    assert (step.path_maps, step.directory) == ((("/app", "."),), ".")
    assert [run.step for run in step.runs] == ["Dockerfile:cmd"]
    assert adopt("other/serve:2", **build).runs == ()


def test_an_image_that_nothing_builds_or_two_files_build() -> None:
    assert adopt("fit:1").path_maps == ()
    builds = "docker build -t fit .\ndocker build -t fit -f b/Dockerfile .\n"
    files = {"build.sh": builds, "b/Dockerfile": DOCKERFILE}
    assert adopt("fit:1", **files).path_maps == ()
