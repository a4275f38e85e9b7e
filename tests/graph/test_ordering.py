"""What fixes the order of two steps that exchange data."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from mlaudit.model.graph import Workflow
from mlaudit.scan import read_workflow


def link_files(root: Path, files: dict[str, str]) -> Workflow:
    """The workflow of a small tree that is written into a folder."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(dedent(content).lstrip(), encoding="utf-8")
    return read_workflow(root)


@pytest.mark.parametrize(
    "runner",
    ["subprocess.run(['python', 'make.py'])", "os.system('python make.py')"],
)
def test_what_starts_a_step_and_reads_its_output_fixes_the_order(
    tmp_path: Path, runner: str
) -> None:
    files = {
        "make.py": "import pandas as pd\npd.read_csv('in.csv').to_csv('out.csv')\n",
        "all.py": f"import os, subprocess\nimport pandas as pd\n{runner}\npd.read_csv('out.csv')\n",
    }
    orders = {(o.before, o.after): o.evidence for o in link_files(tmp_path, files).orders}
    assert orders == {("make.py", "all.py"): ("sequence", "data-flow")}


def test_what_hands_data_to_a_step_that_it_starts_fixes_the_order(tmp_path: Path) -> None:
    files = {
        "fit.py": "import pandas as pd\npd.read_csv('out.csv').to_csv('fit.csv')\n",
        "all.py": """
            import os
            import pandas as pd
            pd.read_csv('in.csv').to_csv('out.csv')
            os.system('python fit.py')
        """,
    }
    orders = {(o.before, o.after): o.evidence for o in link_files(tmp_path, files).orders}
    assert orders == {("all.py", "fit.py"): ("sequence", "data-flow")}


def test_steps_that_only_exchange_data_have_no_fixed_order(tmp_path: Path) -> None:
    files = {
        "fit.py": "import pandas as pd\npd.read_csv('out.csv').to_csv('fit.csv')\n",
        "make.py": "import pandas as pd\npd.read_csv('in.csv').to_csv('out.csv')\n",
    }
    orders = {(o.before, o.after): o.evidence for o in link_files(tmp_path, files).orders}
    assert orders == {("make.py", "fit.py"): ("data-flow",)}
