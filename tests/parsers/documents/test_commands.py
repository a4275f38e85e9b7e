"""Commands of documents: what is a command, in which order and directory."""

from __future__ import annotations

from mlaudit.model.facts import DeclaredStep
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.documents import markdown


def steps(text: str) -> tuple[DeclaredStep, ...]:
    return markdown.parse("README.md", text.encode()).steps


def names(text: str) -> list[str]:
    return [step.name for step in steps(text)]


def fence(code: str, language: str = "bash") -> str:
    return f"```{language}\n{code}\n```\n"


def test_a_block_is_a_sequence() -> None:
    first, second = steps("# P\n\n## Usage\n\n### Training\n\n" + fence("make data\nmake train"))
    assert first.kind is StepKind.README_COMMAND
    assert (first.name, first.place.line, first.scope) == ("make data", 8, "Usage / Training")
    assert (second.after, second.group) == (("make data",), first.group)
    (run,) = second.runs
    assert run.script is not None
    assert run.script.line == 9


def test_blocks_of_one_section_share_a_group_and_sections_do_not() -> None:
    text = "## A\n" + fence("make a") + "and\n" + fence("make b") + "## B\n" + fence("make c")
    a, b, c = steps(text)
    assert b.after == ("make a",)
    assert (c.after, a.group == b.group, c.group == b.group) == ((), True, False)


def test_numbered_headings_are_a_sequence() -> None:
    _, b = steps("## 1. Prepare\n" + fence("make a") + "## 2. Train\n" + fence("make b"))
    assert (b.after, b.scope) == (("make a",), "2. Train")


def test_alternatives_are_not_chained() -> None:
    text = fence("pip install -r requirements.txt") + "\nor\n\n" + fence("conda env create")
    assert steps(text)[1].after == ()
    text = "On Linux:\n" + fence("./run.sh") + "\nOn Windows:\n\n" + fence("python run.py")
    assert steps(text)[1].after == ()
    tab = '=== "{}"\n\n    ```bash\n    {}\n    ```\n\n'
    tabs = tab.format("pip", "pip install x") + tab.format("uv", "uv sync")
    assert [(step.name, step.after) for step in steps(tabs)] == [
        ("pip install x", ()),
        ("uv sync", ()),
    ]


def test_prompts_and_output() -> None:
    code = "$ python train.py\nEpoch 1/2 loss 0.3\n(venv) $ make eval\nPS C:\\repo> python a.py"
    assert names(fence(code, "console")) == ["python train.py", "make eval", "python a.py"]
    assert names("    $ dvc repro\n    Stage 'a' didn't change\n") == ["dvc repro"]


def test_continuations_heredocs_and_loops_are_one_command() -> None:
    code = "python train.py \\\n  --epochs 20\ncat > a.txt <<EOF\nmake x\nEOF\n"
    code += "for i in 1 2; do\n  python a.py $i\ndone"
    found = names(fence(code))
    assert found[0] == "python train.py --epochs 20"
    assert found[1].startswith("cat > a.txt <<EOF")
    assert found[2] == "for i in 1 2; do python a.py $i done"


def test_what_is_no_command() -> None:
    assert names(fence("import os\nx = 1", "python")) == []
    assert names(fence("data\n├── raw\n└── train.csv", "")) == []
    assert names(fence("accuracy: 0.9\nmake sense of it", "")) == []
    assert names(fence("lr: 0.1", "yaml")) == []
    assert names(fence("import os\nfrom a import b", "bash")) == []


def test_block_without_language() -> None:
    assert names(fence("python a.py\nmake b", "")) == ["python a.py", "make b"]


def test_prose_in_a_block_without_language_does_not_hide_its_commands() -> None:
    code = "# 1. Keys\nCreate a .env file with:\nKEY=value\n\n# 2. Run\npython a.py\n"
    code += "pip install -r requirements.txt\nhttp://127.0.0.1:5000"
    found = steps(fence(code, ""))
    assert [step.name for step in found] == ["python a.py", "pip install -r requirements.txt"]
    assert found[1].after == ("python a.py",)


def test_prose_in_a_block_without_language_is_no_command() -> None:
    prose = "Some notes of mine\nmake sure of it\npython 3.10 is needed\npython a.py to train it\n"
    assert names(fence(prose + "make the model", "")) == []
    assert names("Some notes, then\nmake data\n") == []
    assert names(fence("x = 1\npython a.py", "python")) == []


def test_shell_blocks_may_run_programs_of_the_project() -> None:
    assert names(fence("rnakinet inference --path x")) == ["rnakinet inference --path x"]
    assert names(fence("!pip install x\nimport x", "python")) == ["pip install x"]


def test_inline_commands() -> None:
    text = "Run `python src/train.py --epochs 20` (Python `3.8`, see `make`), not `make sure`.\n"
    assert names(text) == ["python src/train.py --epochs 20"]
    assert names("Use `make a` instead of `make b`. It needs `docker compose`.") == ["make a"]
    assert names("1. `make a`\n2. then `./run.sh`\n") == ["make a", "./run.sh"]
    assert steps("1. `make a`\n2. then `./run.sh`\n")[1].after == ("make a",)
    assert steps("- `make a`\n- `make b`\n")[1].after == ()
    assert names("| command | what |\n|---|---|\n| `dvc repro` | all |\n") == ["dvc repro"]


def test_directory_follows_cd() -> None:
    code = "git clone https://github.com/a/repo.git\ncd repo\ncd src\npython a.py\ncd ..\nmake"
    found = [(step.name, step.directory) for step in steps(fence(code))]
    assert found[1:] == [("python a.py", "src"), ("make", ".")]


def test_directory_of_another_clone_is_its_own() -> None:
    code = "git clone https://x.org/a\ncd a\ngit clone https://x.org/b\ncd b\npython x.py"
    assert steps(fence(code))[-1].directory == "b"


def test_unknown_directories() -> None:
    assert steps(fence("cd $HOME/x\nmake"))[0].directory == "{x}"
    assert steps(fence("cd <this-repository>\nmake"))[0].directory == "."
    assert steps(fence("cd ~/x\ncd y\nmake"))[0].directory == "~/x/y"
    assert steps(fence("cd /opt/x\nmake"))[0].directory == "/opt/x"


def test_directory_ends_with_its_section() -> None:
    text = "## A\n" + fence("cd a\nmake x") + "## B\n" + fence("make y")
    assert [step.directory for step in steps(text)] == ["a", "."]
    text = fence("cd a && make x") + "\n\n" + fence("make y")
    assert steps(text)[1].directory == "."


def test_exports_reach_what_follows() -> None:
    (step,) = steps(fence("export DATA_DIR=data\npython a.py"))
    assert step.environment == (("DATA_DIR", "data"),)


def test_same_command_twice_in_a_sequence_is_one_step() -> None:
    assert names(fence("make a\nmake b\nmake a")) == ["make a", "make b"]


def test_windows_paths_and_comments() -> None:
    (step,) = steps(fence("python .\\src\\a.py  # don't forget the data"))
    assert step.name == "python .\\src\\a.py"
    assert step.runs[0].script is not None


def test_records_name_no_commands() -> None:
    assert markdown.parse("CHANGELOG.md", fence("make a").encode()).steps == ()


def test_a_variable_made_of_others_keeps_what_is_unknown() -> None:
    text = fence("ROOT=runs/${DATASET}\nOUT=${ROOT}/proc\npython train.py -o $OUT -m bert")
    (step,) = steps(text)
    assert dict(step.environment) == {"ROOT": "runs/{DATASET}", "OUT": "runs/{DATASET}/proc"}


def test_a_command_is_whole_or_shows_that_it_is_cut() -> None:
    options = " ".join(f"--option-{number} value" for number in range(20))
    assert names(fence(f"python train.py {options}")) == [f"python train.py {options}"]
    (cut,) = names(fence(f"python train.py {options} {options}"))
    assert len(cut) == 600
    assert cut.endswith("…")
