"""Which folder of another machine stands for the tree."""

from __future__ import annotations

import pytest

from mlaudit.graph.checkouts import place_checkouts
from mlaudit.model.facts import Facts
from mlaudit.parsers.registry import parse_file


def read(**files: str) -> dict[str, Facts]:
    named = {"src/train.py": "", "fit/__init__.py": "", "fit/model.py": "", "run.sh": "echo"}
    facts = {}
    for path, text in (named | files).items():
        found = parse_file(path, text.encode())
        assert found is not None
        facts[path] = found
    return facts


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("cd /opt/x && python src/train.py", (("/opt/x", "."),)),
        ("python /opt/x/src/train.py", (("/opt/x", "."),)),
        ("cd ~/x && ./run.sh", (("~/x", "."),)),
        ("cd $HERE && python -m fit.model", (("{HERE}", "."),)),
        ("cd /opt/x && python other.py", ()),
        ("/usr/bin/run-parts /etc", ()),
        ("/run.sh", ()),
    ],
)
def test_the_folder_in_front_of_code(command: str, expected: tuple[tuple[str, str], ...]) -> None:
    placed = place_checkouts(read(crontab=f"0 1 * * * {command}\n"))
    assert placed["crontab"].steps[0].path_maps == expected


def test_what_one_step_shows_holds_for_those_that_name_it() -> None:
    lines = (
        "0 1 * * * cd /opt/x && python src/train.py",
        "0 2 * * * cd /opt/x && dvc push",
        "0 3 * * * cd /opt/xy && dvc push",
    )
    steps = place_checkouts(read(crontab="\n".join(lines)))["crontab"].steps
    assert [step.path_maps for step in steps] == [(("/opt/x", "."),), (("/opt/x", "."),), ()]


def test_a_working_directory_becomes_one_of_the_tree() -> None:
    unit = "[Service]\nWorkingDirectory=/opt/x/fit\nExecStart=/opt/x/run.sh\n"
    (step,) = place_checkouts(read(**{"x.service": unit}))["x.service"].steps
    assert step.directory == "fit"


def test_an_image_works_where_its_code_lies() -> None:
    job = "apiVersion: v1\nkind: Job\nspec: {{containers: [{{name: a, args: [sh, -c, '{}']}}]}}\n"
    for command, expected in (
        ("/app/run.sh", "."),
        ("git clone https://x.org/y && cd y && python src/train.py", "/{workdir}"),
    ):
        (step,) = place_checkouts(read(**{"job.yaml": job.format(command)}))["job.yaml"].steps
        assert step.directory == expected


def test_code_that_an_image_holds_in_a_folder_of_another_name() -> None:
    files = {"Dockerfile": "FROM x\nCOPY src /app\n", "crontab": "@daily python /app/train.py\n"}
    (step,) = place_checkouts(read(**files))["crontab"].steps
    assert step.path_maps == (("/app", "src"),)
