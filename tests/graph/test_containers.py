"""What images are built from, what their copies take in, and paths inside containers."""

from __future__ import annotations

import pytest

from mlaudit.model.graph import Workflow
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

SERVE = "import joblib\nmodel = joblib.load('models/churn.pkl')\n"
DOCKERFILE = 'FROM python:3.11\nWORKDIR /app\nCOPY src src\nCMD ["python", "src/serve.py"]\n'


def accesses(workflow: Workflow, step: str, mode: str = "read") -> dict[str, tuple[str, str]]:
    """(evidence, kind) of what a step reads or writes, by artifact."""
    found = workflow.step_by_id[step].accesses
    return {a.artifact: (a.evidence, a.kind) for a in found if a.mode == mode}


def started(workflow: Workflow, by: str) -> set[str]:
    """Ids of what a step starts."""
    return {i.of for i in workflow.invocations if i.by == by}


def test_the_context_that_a_command_names_counts(write_tree: WriteTree) -> None:
    root = write_tree(
        {
            "infra/docker/Dockerfile.api": DOCKERFILE,
            "src/serve.py": SERVE,
            "Makefile": "image:\n\tdocker build -f infra/docker/Dockerfile.api -t churn:1 .\n",
        }
    )
    workflow = read_workflow(root)
    assert accesses(workflow, "infra/docker/Dockerfile.api:image") == {"src": ("declared", "code")}
    assert "infra/docker/Dockerfile.api:image" in started(workflow, "Makefile:image")
    assert started(workflow, "infra/docker/Dockerfile.api:cmd") == {"src/serve.py"}
    assert "models/churn.pkl" in accesses(workflow, "infra/docker/Dockerfile.api:cmd")


def test_compose_and_actions_name_contexts_too(write_tree: WriteTree) -> None:
    action = (
        "on: push\njobs:\n  image:\n    runs-on: x\n    steps:\n"
        "      - uses: docker/build-push-action@v5\n"
        "        with: {context: services/api, file: docker/api.Dockerfile}\n"
    )
    compose = "services:\n  web:\n    build: {context: .., dockerfile: docker/web.Dockerfile}\n"
    root = write_tree(
        {
            "docker/api.Dockerfile": DOCKERFILE,
            "docker/web.Dockerfile": DOCKERFILE,
            "docker/compose.yaml": compose,
            "services/api/src/serve.py": SERVE,
            "src/serve.py": SERVE,
            ".github/workflows/image.yml": action,
        }
    )
    workflow = read_workflow(root)
    assert "services/api/src" in accesses(workflow, "docker/api.Dockerfile:image")
    assert "src" in accesses(workflow, "docker/web.Dockerfile:image")
    job = ".github/workflows/image.yml:image"
    assert started(workflow, job) == {"docker/api.Dockerfile:image"}
    assert workflow.step_by_id["docker/api.Dockerfile:image"].automation == "automated"


def test_without_a_name_the_folder_that_holds_the_sources_counts(write_tree: WriteTree) -> None:
    root = write_tree({"docker/Dockerfile": DOCKERFILE, "src/serve.py": SERVE})
    assert "src" in accesses(read_workflow(root), "docker/Dockerfile:image")


def test_of_several_contexts_the_one_with_the_sources_counts(write_tree: WriteTree) -> None:
    root = write_tree(
        {
            "docker/Dockerfile": DOCKERFILE,
            "src/serve.py": SERVE,
            "README.md": "```\ndocker build docker\n```\n",
            "build.sh": "docker build -f docker/Dockerfile .\n",
        }
    )
    assert "src" in accesses(read_workflow(root), "docker/Dockerfile:image")


def test_what_lies_in_the_image_is_not_moved(write_tree: WriteTree) -> None:
    text = "FROM python\nWORKDIR /srv\nCOPY src /srv/src\nCOPY --from=base /opt/x /opt/x\nRUN ls\n"
    root = write_tree({"docker/Dockerfile": text, "src/serve.py": SERVE, "Dockerfile.md": "x"})
    assert set(accesses(read_workflow(root), "docker/Dockerfile:image")) == {"src"}


def test_copying_everything_takes_in_what_the_started_code_reads(write_tree: WriteTree) -> None:
    root = write_tree(
        {
            "Dockerfile": 'FROM x\nWORKDIR /app\nCOPY . .\nCMD ["python", "serve.py"]\n',
            "serve.py": SERVE,
            "train.py": "import joblib\njoblib.dump({}, 'models/churn.pkl')\n",
            "data/unused.csv": "a\n",
        }
    )
    workflow = read_workflow(root)
    reads = accesses(workflow, "Dockerfile:image")
    assert reads == {".": ("declared", "code"), "models/churn.pkl": ("inferred", "model")}
    (copied,) = [a for a in workflow.step_by_id["Dockerfile:image"].accesses if a.via == "COPY"]
    assert (copied.place.path, copied.place.line) == ("Dockerfile", 3)
    flows = {(f.before, f.after, f.read) for f in workflow.flows}
    assert ("train.py", "Dockerfile:image", "models/churn.pkl") in flows
    assert all(flow.read != "." for flow in workflow.flows)
    assert all("." not in d.inputs for d in workflow.deliverables)


def test_only_what_lies_below_the_copied_folder_is_taken_in(write_tree: WriteTree) -> None:
    code = "import joblib\njoblib.load('models/a.pkl')\njoblib.load('other/b.pkl')\n"
    root = write_tree(
        {
            "Dockerfile": (
                "FROM x\nWORKDIR /app\nCOPY app.py .\nCOPY models models\nCMD python app.py\n"
            ),
            "app.py": code,
            "models/readme.txt": "x",
        }
    )
    reads = accesses(read_workflow(root), "Dockerfile:image")
    assert reads["models/a.pkl"] == ("inferred", "model")
    assert "other/b.pkl" not in reads
    assert reads["app.py"][1] == "code"


def test_paths_inside_the_container_lead_to_the_tree(write_tree: WriteTree) -> None:
    code = (
        "import sys, yaml, joblib, pandas as pd\n"
        "config = yaml.safe_load(open(sys.argv[1]))\n"
        "joblib.load('/app/models/churn.pkl')\n"
        "pd.read_csv(config['data'])\n"
        "open('/var/log/run.txt', 'w').write('x')\n"
    )
    root = write_tree(
        {
            "Dockerfile": (
                "FROM x\nWORKDIR /app\nCOPY . /app\n"
                'CMD ["python", "/app/src/run.py", "/app/conf/run.yaml"]\n'
            ),
            "src/run.py": code,
            "conf/run.yaml": "data: /app/data/day.csv\n",
        }
    )
    workflow = read_workflow(root)
    reads = accesses(workflow, "Dockerfile:cmd")
    assert {"models/churn.pkl", "conf/run.yaml", "data/day.csv"} <= set(reads)
    assert not any(artifact.startswith("/app") for artifact in reads)
    assert "/var/log/run.txt" in accesses(workflow, "Dockerfile:cmd", "write")


def test_what_lies_deeper_in_the_image_comes_from_its_own_source(write_tree: WriteTree) -> None:
    root = write_tree(
        {
            "api/Dockerfile": (
                "FROM x\nWORKDIR /app\nCOPY shared/weights weights\nCOPY api/ .\n"
                'CMD ["python", "main.py"]\n'
            ),
            "api/main.py": "import torch\ntorch.load('weights/a.pt')\n",
            "shared/weights/a.pt": "x",
            "Makefile": "image:\n\tdocker build -f api/Dockerfile .\n",
        }
    )
    workflow = read_workflow(root)
    assert "shared/weights/a.pt" in accesses(workflow, "api/Dockerfile:cmd")


def test_services_know_the_files_of_their_image(write_tree: WriteTree) -> None:
    root = write_tree(
        {
            "Dockerfile": "FROM x\nWORKDIR /app\nCOPY . .\nCMD python serve.py\n",
            "serve.py": SERVE,
            "train.py": "open('/app/data/raw.csv')\nopen('/out/model.bin', 'wb')\n",
            "compose.yaml": (
                "services:\n  train:\n    build: .\n    command: python train.py\n"
                "    volumes: ['./models:/out']\n  api:\n    build: .\n"
            ),
        }
    )
    workflow = read_workflow(root)
    assert started(workflow, "compose.yaml:train") == {"Dockerfile:image", "train.py"}
    assert started(workflow, "compose.yaml:api") == {"Dockerfile:image", "Dockerfile:cmd"}
    assert "data/raw.csv" in accesses(workflow, "compose.yaml:train")
    assert "models/model.bin" in accesses(workflow, "compose.yaml:train", "write")


def test_mounted_code_reads_and_writes_the_tree(write_tree: WriteTree) -> None:
    root = write_tree(
        {
            "run.sh": "docker run -v $(pwd):/work -w /work img python src/a.py /work/out/x.csv\n",
            "src/a.py": "import sys\nopen(sys.argv[1], 'w')\nopen('/work/in.csv')\n",
        }
    )
    workflow = read_workflow(root)
    assert "in.csv" in accesses(workflow, "run.sh")
    assert "out/x.csv" in accesses(workflow, "run.sh", "write")


@pytest.mark.parametrize("command", ['"python", "serve.py"', '"uvicorn", "serve:app"'])
def test_a_file_that_is_copied_by_itself_is_what_the_container_starts(
    write_tree: WriteTree, command: str
) -> None:
    docker = (
        "FROM python:3.11\nWORKDIR /app\nCOPY src/ src/\nCOPY api/one/serve.py .\n"
        f"CMD [{command}]\n"
    )
    files = {"api/one/Dockerfile": docker, "api/one/serve.py": SERVE, "src/other.py": ""}
    workflow = read_workflow(write_tree(files))
    assert started(workflow, "api/one/Dockerfile:cmd") == {"api/one/serve.py"}


def test_a_path_above_the_code_leads_to_what_the_image_holds_there(write_tree: WriteTree) -> None:
    code = (
        "import joblib\nfrom pathlib import Path\n"
        "joblib.load(Path(__file__).parent.parent / 'models' / 'a.pkl')\n"
        "joblib.load(Path(__file__).parent.parent / 'other' / 'b.pkl')\n"
    )
    docker = (
        "FROM x\nWORKDIR /app\nCOPY app.py /app/\nCOPY a.pkl /models/a.pkl\nCMD python app.py\n"
    )
    workflow = read_workflow(write_tree({"Dockerfile": docker, "app.py": code}))
    reads = {a.artifact for a in workflow.step_by_id["Dockerfile:cmd"].accesses}
    assert {"a.pkl", "../other/b.pkl"} <= reads
