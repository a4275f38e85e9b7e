"""What runs of make, DVC, Snakemake, compose and CI jobs start."""

from __future__ import annotations

from mlaudit.scan import read_workflow
from tests.conftest import Tree, WriteTree

STAGES = """\
stages:
  evaluate:
    cmd: python evaluate.py
    deps: [model.pkl]
  train:
    cmd: python train.py
    deps: [clean.csv]
    outs: [model.pkl]
  clean:
    cmd: python clean.py
    outs: [clean.csv]
"""
JOB = "on: push\njobs:\n  job:\n    runs-on: x\n    steps:\n      - run: {}\n"
WORKFLOW = ".github/workflows/ci.yml"


def started(write_tree: WriteTree, tree: Tree, by: str = f"{WORKFLOW}:job") -> list[str]:
    """Ids of what a step starts directly, in order."""
    workflow = read_workflow(write_tree(tree))
    return [i.of for i in workflow.invocations if i.by == by]


def test_a_stage_is_reproduced_with_what_it_needs(write_tree: WriteTree) -> None:
    tree = {"dvc.yaml": STAGES, WORKFLOW: JOB.format("dvc repro train")}
    assert sorted(started(write_tree, tree)) == ["dvc.yaml:clean", "dvc.yaml:train"]


def test_a_stage_alone(write_tree: WriteTree) -> None:
    tree = {"dvc.yaml": STAGES, WORKFLOW: JOB.format("dvc repro -s train")}
    assert started(write_tree, tree) == ["dvc.yaml:train"]


def test_the_pipeline_of_a_folder(write_tree: WriteTree) -> None:
    tree = {"ml/dvc.yaml": STAGES, "dvc.yaml": "stages: {}\n"}
    named = {**tree, WORKFLOW: JOB.format("dvc repro ml/dvc.yaml:clean")}
    assert started(write_tree, named) == ["ml/dvc.yaml:clean"]


def test_a_whole_pipeline_runs_in_the_order_of_its_data(write_tree: WriteTree) -> None:
    tree = {"dvc.yaml": STAGES, "README.md": "```\ndvc repro\n```\n"}
    workflow = read_workflow(write_tree(tree))
    pairs = {(o.before, o.after) for o in workflow.orders}
    assert ("dvc.yaml:clean", "dvc.yaml:train") in pairs
    assert ("dvc.yaml:evaluate", "dvc.yaml:train") not in pairs


def test_a_target_is_made_with_its_prerequisites(write_tree: WriteTree) -> None:
    makefile = "all: model\nmodel: data\n\tpython train.py\ndata:\n\tpython get.py\nlint:\n\truff\n"
    tree = {"Makefile": makefile, WORKFLOW: JOB.format("make")}
    expected = ["Makefile:all", "Makefile:data", "Makefile:model"]
    assert sorted(started(write_tree, tree)) == expected


def test_the_file_that_is_named_counts(write_tree: WriteTree) -> None:
    tree = {
        "Makefile": "run:\n\tpython a.py\n",
        "ops.mk": "run:\n\tpython b.py\n",
        "compose.yaml": "services:\n  a:\n    image: x\n",
        "ops-compose.yaml": "services:\n  b:\n    image: x\n",
        WORKFLOW: JOB.format("make -f ops.mk run && docker compose -f ops-compose.yaml up"),
    }
    assert sorted(started(write_tree, tree)) == ["ops-compose.yaml:b", "ops.mk:run"]


def test_building_services_builds_images_only(write_tree: WriteTree) -> None:
    tree = {
        "compose.yaml": "services:\n  api:\n    build: .\n  db:\n    image: postgres\n",
        "Dockerfile": "FROM x\nCMD python serve.py\n",
        "serve.py": "print(1)\n",
        WORKFLOW: JOB.format("docker compose build"),
    }
    assert started(write_tree, tree) == ["Dockerfile:image"]


def test_jobs_reach_scripts_services_actions_and_called_workflows(write_tree: WriteTree) -> None:
    caller = (
        "on: push\njobs:\n"
        "  called:\n    uses: ./.github/workflows/train.yml\n"
        "  composite:\n    runs-on: x\n    steps:\n      - uses: ./.github/actions/prepare\n"
        "  shell:\n    runs-on: x\n    steps:\n      - run: bash ops/run.sh\n"
        "      - run: docker compose run --rm train\n"
    )
    tree = {
        WORKFLOW: caller,
        ".github/workflows/train.yml": (
            "on: workflow_call\njobs:\n  train:\n    runs-on: x\n    steps:\n"
            "      - run: python train.py\n"
        ),
        ".github/actions/prepare/action.yml": (
            "runs:\n  using: composite\n  steps:\n    - run: python prepare.py\n      shell: bash\n"
        ),
        "ops/run.sh": "python prepare.py\n",
        "compose.yaml": "services:\n  train:\n    image: x\n    command: python train.py\n"
        "    working_dir: /w\n    volumes: ['.:/w']\n",
        "train.py": "open('m.bin', 'wb')\n",
        "prepare.py": "open('p.csv', 'w')\n",
    }
    workflow = read_workflow(write_tree(tree))
    found: dict[str, set[str]] = {}
    for invocation in workflow.invocations:
        found.setdefault(invocation.by, set()).add(invocation.of)
    assert found[f"{WORKFLOW}:called"] == {".github/workflows/train.yml:train"}
    assert found[f"{WORKFLOW}:composite"] == {".github/actions/prepare/action.yml:composite"}
    assert found[f"{WORKFLOW}:shell"] == {"ops/run.sh", "compose.yaml:train"}
    for step in ("train.py", "prepare.py", "ops/run.sh"):
        assert workflow.step_by_id[step].automation == "automated"


def test_services_with_profiles_start_when_they_are_asked_for(write_tree: WriteTree) -> None:
    services = "services:\n  api: {image: a}\n  train: {image: b, profiles: [jobs]}\n"
    for command, expected in (
        ("docker compose up", ["api"]),
        ("docker compose --profile jobs up", ["api", "train"]),
        ("docker compose run train", ["train"]),
    ):
        tree = {"compose.yml": services, WORKFLOW: JOB.format(command)}
        assert started(write_tree, tree) == [f"compose.yml:{name}" for name in expected]
