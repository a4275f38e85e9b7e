"""How the tools are made to read the fixtures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """How a tool is made to read a fixture.

    Attributes:
        system: folder of the fixture.
        words: the command; the first is the tool. "python" after a bar (`prefect|python`) is the
            interpreter that has the tool.
        shown: what the tool tells of it, such as the names of steps.
        folder: of the fixture, where the command runs.
        settings: variables of its environment.
    """

    system: str
    words: tuple[str, ...]
    shown: tuple[str, ...] = ()
    folder: str = "."
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Of the fixture, and of what is read of it where that is a single file."""
        files = [word.rpartition("/")[2] for word in self.words if word.endswith(".py")]
        return "-".join([self.system, *files, *self.words[2:3] * (not files)])


READINGS = (
    Reading(
        "dagster",
        ("dagster", "definitions", "validate", "-m", "river.definitions"),
        ("All code locations passed validation",),
    ),
    Reading(
        "dbt",
        ("dbt", "ls", "--profiles-dir", ".", "--quiet"),
        ("warehouse.staging.stg_orders", "warehouse.marts.customer_value"),
        "warehouse",
        (("PGHOST", "localhost"), ("PGUSER", "reader"), ("PGPASSWORD", "x")),
    ),
    Reading(
        "dvc", ("dvc", "stage", "list"), ("clean", "train@flat", "train@house", "evaluate", "card")
    ),
    Reading("editors", ("pre-commit", "validate-config", ".pre-commit-config.yaml")),
    Reading("hatch", ("hatch", "env", "show", "--ascii"), ("features", "fit", "release")),
    Reading("invoke", ("invoke", "--list"), ("tiles", "train-model", "release")),
    Reading("just", ("just", "--list"), ("prepare", "train", "report", "publish")),
    Reading("kedro", ("kedro", "registry", "describe"), ("preparation.clean",)),
    Reading(
        "kubeflow",
        (
            "kfp",
            "dsl",
            "compile",
            "--py",
            "pipelines/leaves_pipeline.py",
            "--output",
            "compiled.yaml",
        ),
    ),
    Reading(
        "kubeflow",
        (
            "kfp|python",
            "-c",
            "from kfp import components as c\n"
            "print([c.load_component_from_file(f'compiled/{n}.yaml').name"
            " for n in ('augment', 'leaves')])",
        ),
        ("['augment', 'leaf-diseases']",),
    ),
    Reading(
        "kubernetes", ("kubernetes-validate", "k8s/api.yaml", "k8s/backfill.yaml", "k8s/batch.yaml")
    ),
    Reading(
        "luigi",
        ("luigi-deps-tree", "--module", "birds", "Report"),
        ("Scores", "Calls"),
        settings=(("PYTHONPATH", "."),),
    ),
    *(
        Reading(
            "metaflow",
            ("metaflow|python", f"flows/{name}.py", "show"),
            (f"{name.title()}Flow",),
        )
        for name in ("demand", "explore", "publish")
    ),
    Reading("nox", ("nox", "--list"), ("fetch", "train-model", "evaluate")),
    Reading("pdm", ("pdm", "run", "--list"), ("pre_train", "publish", "release", "train")),
    Reading("ploomber", ("ploomber", "status"), ("fetch", "clean", "stations", "fit", "publish")),
    Reading("poe", ("poe", "--help"), ("features", "train", "publish", "release")),
    *(
        Reading("prefect", ("prefect|python", "-c", f"import {name}"), folder="flows")
        for name in ("backfill", "release", "weekly")
    ),
    Reading("procfile", ("honcho", "check"), ("web",)),
    Reading(
        "snakemake",
        ("snakemake", "--dry-run"),
        ("clean", "train", "score", "report", "total         6"),
    ),
    Reading("taskfile", ("task", "--list-all"), ("prepare", "train", "evaluate", "release")),
    Reading("tox", ("tox", "list"), ("features", "fit", "stale")),
    *(
        Reading("zenml", ("zenml|python", "-c", f"import pipelines.{name}"))
        for name in ("training", "scoring")
    ),
)

SCHEMAS = {
    "azure-pipelines": "azure/azure-pipelines.yml",
    "bitbucket-pipelines": "bitbucket/bitbucket-pipelines.yml",
    "buildkite": "buildkite/.buildkite/*.yml",
    "circle-ci": "circleci/.circleci/*.yml",
    "compose-spec": "*/compose.yaml",
    "drone-ci": "drone/.drone.yml",
    "github-actions": "*/.github/actions/*/action.yml",
    "github-workflows": "*/.github/workflows/*.yml",
    "gitlab-ci": "gitlab/**/*.gitlab-ci.yml",
    "taskfile": "taskfile/Taskfile.yml",
    "travis": "travis/.travis.yml",
    "woodpecker-ci": "woodpecker/.woodpecker/*.yaml",
}
"""The files of each format, by the name that check-jsonschema gives its schema."""
