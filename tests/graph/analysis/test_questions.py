"""The questions, asked of workflows that are read from small trees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mlaudit.graph.analysis.chains import chains_of
from mlaudit.graph.analysis.edges import loose_edges, pattern_of
from mlaudit.graph.analysis.inputs import root_inputs
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.mentions import mentions_of, naming_documents
from mlaudit.graph.analysis.writers import caveat, open_writes, possible_writers
from mlaudit.model.graph import Workflow
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import Automation
from mlaudit.runbook import build_runbook
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

CLEAN = 'import pandas as pd\n\npd.DataFrame({"x": [1]}).to_csv("data/clean.csv")\n'
TRAIN = 'import pandas as pd\n\npd.read_csv("data/clean.csv").mean().to_json("metrics.json")\n'


def test_an_answer_is_worked_out_once(tmp_path: Path) -> None:
    asked: list[Workflow] = []

    @asked_once
    def question(workflow: Workflow) -> int:
        asked.append(workflow)
        return len(asked)

    workflow = Workflow(Project(tmp_path, "x", ()))
    assert [question(workflow), question(workflow)] == [1, 1]
    assert question(Workflow(Project(tmp_path, "x", ()))) == 2


def test_root_inputs_leave_out_what_is_made_guarded_or_a_placeholder(
    write_repository: WriteTree,
) -> None:
    read = (
        "import os\nimport pandas as pd\n\n"
        'pd.read_csv("data/clean.csv")\n'
        'pd.read_csv("data/raw.csv")\n'
        'pd.read_csv("/path/to/your.csv")\n'
        'if os.path.exists("data/extra.csv"):\n    pd.read_csv("data/extra.csv")\n'
        'pd.DataFrame({"x": [1]}).to_csv("out.csv")\n'
    )
    root = write_repository({"clean.py": CLEAN, "use.py": read, "data/.gitkeep": ""})
    (found,) = root_inputs(read_workflow(root))
    assert found.artifact.id == "data/raw.csv"
    assert [reading.step.id for reading in found.readings] == ["use.py"]
    assert [deliverable.artifact for deliverable in found.deliverables] == ["out.csv"]


@pytest.mark.parametrize(
    ("extra", "pattern"),
    [
        ({}, "implicit"),
        ({"README.md": "# Use\n\n```bash\npython clean.py\npython train.py\n```\n"}, "documented"),
        ({"Makefile": "train:\n\tpython train.py\n"}, "partly"),
        ({"all.sh": "python other.py\npython train.py\n", "other.py": ""}, "partly"),
        # A script that does nothing else is another way of starting it by hand.
        ({"train.sh": "python train.py\n"}, "implicit"),
        (
            {
                "all.sh": "python other.py\npython train.py\n",
                "other.py": "",
                "train.sh": "python train.py --fast\n",
            },
            "implicit",
        ),
        ({"Makefile": "clean:\n\tpython clean.py\n\ntrain:\n\tpython train.py\n"}, "undeclared"),
        ({"Makefile": "clean:\n\tpython clean.py\n\ntrain: clean\n\tpython train.py\n"}, None),
    ],
)
def test_each_loose_edge_has_one_pattern(
    write_repository: WriteTree, extra: Mapping[str, str], pattern: str | None
) -> None:
    root = write_repository({"clean.py": CLEAN, "train.py": TRAIN, "data/.gitkeep": "", **extra})
    edges = loose_edges(read_workflow(root))
    assert [pattern_of(edge) for edge in edges] == ([pattern] if pattern else [])


def test_a_chain_lists_its_units_in_the_order_of_the_data(write_repository: WriteTree) -> None:
    last = 'import pandas as pd\n\npd.read_json("metrics.json").to_csv("a.csv")\n'
    root = write_repository(
        {"x_clean.py": CLEAN, "m_train.py": TRAIN, "a_last.py": last, "data/.gitkeep": ""}
    )
    (chain,) = chains_of(read_workflow(root), "implicit")
    assert [whole.id for whole in chain.wholes] == ["x_clean.py", "m_train.py", "a_last.py"]
    assert "python x_clean.py; python m_train.py; python a_last.py" in chain.remedy
    assert {"data/clean.csv", "metrics.json", "m_train.py"} <= set(chain.about)


def test_open_writes_count_only_where_the_kind_fits(write_repository: WriteTree) -> None:
    code = (
        "import os\nimport pandas as pd\nimport matplotlib.pyplot as plt\n\n"
        'pd.read_csv("data/raw.csv").to_csv(os.environ["OUT"])\n'
        'plt.savefig(os.environ["FIGURE"])\n'
    )
    workflow = read_workflow(write_repository({"use.py": code}))
    assert len(open_writes(workflow)) == 2
    writers = possible_writers(workflow, workflow.artifact_by_id["data/raw.csv"])
    assert [writer.place.line for writer in writers] == [5]
    assert caveat(writers) == " (as far as paths resolve: 1 write does not, in use.py)"
    assert caveat(()) == ""


def test_mentions_are_the_sentences_and_the_line_that_ignores(write_repository: WriteTree) -> None:
    root = write_repository(
        {
            "train.py": TRAIN,
            "README.md": "# Use\n\nDownload the table and save it as `data/clean.csv`.\n",
            ".gitignore": "# large\ndata/\n",
        }
    )
    evidence = mentions_of(read_workflow(root), "data/clean.csv")
    assert [item.place.path for item in evidence] == ["README.md", ".gitignore"]
    assert "data/" in evidence[1].note


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("https://www.kaggle.com/competitions/distracted-driver-detection/data", True),
        ("https://data.example.org/Distracted_Driver_Detection?x=1", True),
        ("https://www.kaggle.com/competitions/other-drivers/data", False),
    ],
)
def test_page_called_like_the_file_tells_where_it_comes_from(
    write_tree: WriteTree, link: str, told: bool
) -> None:
    source = (
        "import zipfile\nzipfile.ZipFile('distracted-driver-detection.zip').extractall('raw')\n"
    )
    source += "import pandas as pd\npd.read_csv('raw/a.csv').to_csv('b.csv')\n"
    root = write_tree({"README.md": f"Download the [data]({link}).\n", "prepare.py": source})
    workflow = read_workflow(root)
    found = mentions_of(workflow, "distracted-driver-detection.zip")
    assert [item.place.path for item in found] == (["README.md"] if told else [])
    actions = build_runbook(workflow, workflow.deliverables[0])
    (action,) = (action for action in actions if action.kind == "acquire")
    assert (action.automation == Automation.DOCUMENTED) is told


def test_documents_name_code_without_telling_to_run_it(write_repository: WriteTree) -> None:
    root = write_repository(
        {
            "src/train.py": TRAIN,
            "clean.py": CLEAN,
            "old/clean.py": CLEAN,
            "docs/use.md": "### train.py\n\nFits the model to what `clean.py` leaves.\n",
        }
    )
    workflow = read_workflow(root)
    (found,) = naming_documents(workflow, "src/train.py")
    assert (found.place.path, found.place.line) == ("docs/use.md", 1)
    assert len(naming_documents(workflow, "clean.py")) == 1
    assert naming_documents(workflow, "old/clean.py") == ()
