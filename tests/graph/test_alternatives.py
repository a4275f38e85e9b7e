"""Of several pipelines that make the same file, a consumer waits for one."""

from __future__ import annotations

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

MAKE = "data/x.csv: prepare.py\n\tpython prepare.py\n\nmodel.pkl: data/x.csv\n\tpython train.py\n"
PREPARE = "import pandas as pd\npd.DataFrame({'a': [1]}).to_csv('data/x.csv')\n"
TRAIN = "import joblib\nimport pandas as pd\njoblib.dump(pd.read_csv('data/x.csv'), 'model.pkl')\n"
COPY = "import pandas as pd\npd.read_csv('data/x.csv').to_csv('data/y.csv')\n"


def _flows(write_repository: WriteTree, files: dict[str, str]) -> set[tuple[str, str]]:
    workflow = read_workflow(write_repository(files))
    return {(flow.before, flow.after) for flow in workflow.flows}


def test_a_step_takes_what_its_own_pipeline_makes(write_repository: WriteTree) -> None:
    files = {
        "Makefile": MAKE,
        "prepare.py": PREPARE,
        "train.py": TRAIN,
        "again.py": PREPARE,
        "README.md": "Run `python again.py`.\n",
    }
    assert _flows(write_repository, files) == {("Makefile:data/x.csv", "Makefile:model.pkl")}


def test_code_takes_what_needs_a_person_least(write_repository: WriteTree) -> None:
    files = {
        "Makefile": "prepare:\n\tpython prepare.py\n",
        "prepare.py": PREPARE,
        "again.py": PREPARE,
        "copy.py": COPY,
    }
    assert _flows(write_repository, files) == {("Makefile:prepare", "copy.py")}


def test_of_two_pipelines_that_are_as_good_one_counts(write_repository: WriteTree) -> None:
    files = {
        "Makefile": "prepare:\n\tpython prepare.py\n",
        "justfile": "prepare:\n    python prepare.py\n",
        "prepare.py": PREPARE,
        "copy.py": COPY,
    }
    assert _flows(write_repository, files) == {("Makefile:prepare", "copy.py")}


def test_scripts_that_are_as_good_both_count(write_repository: WriteTree) -> None:
    files = {"one.py": PREPARE, "two.py": PREPARE, "copy.py": COPY}
    assert _flows(write_repository, files) == {("one.py", "copy.py"), ("two.py", "copy.py")}


def test_what_brings_a_file_on_is_no_other_way(write_repository: WriteTree) -> None:
    clean = "import pandas as pd\npd.read_csv('data/x.csv').to_csv('data/x.csv')\n"
    files = {
        "Makefile": "prepare:\n\tpython prepare.py\n",
        "prepare.py": PREPARE,
        "clean.py": clean,
        "copy.py": COPY,
    }
    assert {("Makefile:prepare", "copy.py"), ("clean.py", "copy.py")} <= _flows(
        write_repository, files
    )


def test_a_name_that_varies_stands_for_many_files(write_repository: WriteTree) -> None:
    write = "import sys\nimport pandas as pd\npd.DataFrame().to_csv(f'data/{sys.argv[1]}.csv')\n"
    read = (
        "from pathlib import Path\nimport pandas as pd\n"
        "for f in Path('data').glob('*.csv'):\n    pd.read_csv(f)\n"
    )
    files = {
        "Makefile": "one:\n\tpython one.py $(X)\n",
        "one.py": write,
        "two.py": write,
        "read.py": read,
    }
    assert {("Makefile:one", "read.py"), ("two.py", "read.py")} <= _flows(write_repository, files)


def test_the_folder_of_an_environment_variable_is_one(write_repository: WriteTree) -> None:
    def move(code: str) -> str:
        return "import os\n" + code.replace("'data/x.csv'", "os.environ['ROOT'] + '/x.csv'")

    files = {
        "Makefile": "prepare:\n\tpython prepare.py\n",
        "prepare.py": move(PREPARE),
        "again.py": move(PREPARE),
        "copy.py": move(COPY),
    }
    assert _flows(write_repository, files) == {("Makefile:prepare", "copy.py")}


def test_of_several_that_all_bring_a_file_on_each_may_be_needed(
    write_repository: WriteTree,
) -> None:
    grow = "import pandas as pd\npd.read_csv('data/x.csv').to_csv('data/x.csv')\n"
    files = {
        "Makefile": "grow:\n\tpython grow.py\n",
        "grow.py": grow,
        "again.py": grow,
        "copy.py": COPY,
    }
    found = {before for before, after in _flows(write_repository, files) if after == "copy.py"}
    assert found == {"Makefile:grow", "again.py"}
