"""Rules that need the other files of their workflow."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mlaudit.parsers.orchestrators.snakemake.snakefile import PARSER
from tests.parsers.orchestrators.test_snakemake import command, complete, paths, rules


def step_paths(path: str, files: Mapping[str, str]) -> tuple[list[str], list[str]]:
    return paths(complete(path, files).steps[-1])


MAIN = """\
configfile: "conf/c.yaml"
include: "rules/clean.smk"
include:
    "rules/deep/train.smk"
"""
CLEAN = """\
OUT = "clean"
FILES = ["x.csv", "y.csv"]

def get_raw(wildcards):
    folder = "raw"
    return f"{folder}/{wildcards.city}.csv"

rule clean:
    output: table=OUT + "/{city}.csv", notes="notes.txt"
"""
TRAIN = """\
rule train:
    input: get_raw, rules.clean.output.table, FILES, config["more"], rules.clean.output[1]
    output: "m.pkl"
    shell: "python ../train.py {input} {output}"
"""
FILES = {
    "wf/Snakefile": MAIN,
    "wf/rules/clean.smk": CLEAN,
    "wf/rules/deep/train.smk": TRAIN,
    "wf/conf/c.yaml": "more: [p.txt, q.txt]\n",
}


def test_included_files_share_names_functions_rules_and_the_working_directory() -> None:
    (step,) = complete("wf/rules/deep/train.smk", FILES).steps
    assert step.directory == "wf"
    names = ["raw/{city}.csv", "clean/{city}.csv", "x.csv", "y.csv", "p.txt", "q.txt", "notes.txt"]
    assert paths(step) == ([f"wf/{name}" for name in names], ["wf/m.pkl"])
    assert command(step) == f"python ../train.py {' '.join(names)} m.pkl"
    assert step.group == "wf/Snakefile"


def test_the_outermost_file_decides() -> None:
    files = {**FILES, "Snakefile": 'workdir: "run"\ninclude: "wf/Snakefile"\n'}
    (step,) = complete("wf/rules/deep/train.smk", files).steps
    assert step.directory == "run"
    assert paths(step)[1] == ["run/m.pkl"]


def test_a_file_that_nobody_includes_stands_alone() -> None:
    files = {"a/b.smk": 'rule x:\n    output: "x.csv"\n', "Snakefile": "rule y:\n"}
    assert step_paths("a/b.smk", files) == ([], ["a/x.csv"])


def test_a_module_in_the_tree_runs_in_the_folder_of_its_user() -> None:
    module = 'module other:\n    snakefile: "sub/Snakefile"\n    config: config\n'
    files = {"Snakefile": module, "sub/Snakefile": 'rule x:\n    output: "x.csv"\n'}
    assert step_paths("sub/Snakefile", files) == ([], ["x.csv"])
    with_prefix = {**files, "Snakefile": module + '    prefix: "p"\n'}
    assert step_paths("sub/Snakefile", with_prefix) == ([], ["sub/x.csv"])


def test_names_on_which_other_files_disagree_are_unknown() -> None:
    files = {
        "Snakefile": 'include: "a.smk"\ninclude: "b.smk"\nrule x:\n    output: D + "/x"\n',
        "a.smk": 'D = "a"\n',
        "b.smk": 'D = "b"\n',
    }
    assert step_paths("Snakefile", files) == ([], ["{D}/x"])
    assert step_paths("Snakefile", {**files, "b.smk": ""}) == ([], ["a/x"])


def test_files_that_include_each_other_end() -> None:
    files = {
        "Snakefile": 'include: "sub/Snakefile"\nrule x:\n    output: "x"\n',
        "sub/Snakefile": 'include: "../Snakefile"\n',
    }
    assert step_paths("Snakefile", files) == ([], ["x"])


@pytest.mark.parametrize(
    ("body", "reads"),
    [
        ("    return 'a.csv'", ["a.csv"]),
        ("    return ['a.csv', f'{w.x}.csv']", ["a.csv", "{x}.csv"]),
        ("    return expand('{y}.csv', y='b')", ["b.csv"]),
        ("    return checkpoints.c.get(x=w.x).output[0]", ["c"]),
        ("    return", []),
        ("    if w.x:\n        return 'a.csv'\n    return 'b.csv'", []),
        ("    return glob(w.x)", []),
    ],
)
def test_functions_tell_what_one_return_says(body: str, reads: list[str]) -> None:
    text = f"def f(w):\n{body}\ncheckpoint c:\n    output: 'c'\nrule a:\n    input: f\n"
    assert paths(rules(text)["a"])[0] == reads


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("lambda w: f(w)", ["a.csv"]),
        ("lambda w: ['x', f'{w.y}']", ["x", "{y}.z"]),
        ("unpack(g)", ["p", "q"]),
        ("'_'.join(['a', 'b']) + '.csv'", ["a_b.csv"]),
        ("'_'.join(NONE)", []),
        ("lambda w: [n for n in w]", []),
    ],
)
def test_functions_in_place(text: str, reads: list[str]) -> None:
    functions = "def f(w):\n    return 'a.csv'\ndef g(w):\n    return {'one': 'p', 'two': 'q'}\n"
    text = text.replace("{w.y}'", "{w.y}.z'")
    assert paths(rules(f"{functions}rule a:\n    input: {text}\n")["a"])[0] == reads


def test_unpacked_names_can_be_asked_for() -> None:
    text = "def g(w):\n    return {'one': 'p', 'two': 'q'}\n"
    text += "rule a:\n    input: unpack(g)\n    shell: 'cat {input.two}'\n"
    assert command(rules(text)["a"]) == "cat q"


def test_what_a_function_assigns_is_no_name_of_the_file() -> None:
    text = "OUT = 'x'\ndef f():\n    OUT = 'y'\n    return OUT\nrule a:\n    output: OUT\n"
    assert paths(rules(text)["a"])[1] == ["x"]


@pytest.mark.parametrize(
    ("name", "claimed"),
    [
        ("Snakefile", True),
        ("wf/snakefile", True),
        ("Snakefile_train", True),
        ("Snakefile.train", True),
        ("a/b.smk", True),
        ("train.snakefile", True),
        ("Snakefile.md", False),
        ("Snakefile.py", False),
        ("Snakefiles", False),
    ],
)
def test_which_files_are_read(name: str, claimed: bool) -> None:
    assert PARSER.claims(name) is claimed


@pytest.mark.parametrize(
    ("path", "script"),
    [
        ("os.path.join(workflow.basedir, 's/a.py')", "workflow/s/a.py"),
        ("os.path.join(os.path.dirname(workflow.main_snakefile), 'a.py')", "workflow/a.py"),
        ("workflow.current_basedir + '/a.py'", "workflow/rules/a.py"),
    ],
)
def test_places_of_the_workflow(path: str, script: str) -> None:
    files = {
        "workflow/Snakefile": 'include: "rules/x.smk"\n',
        "workflow/rules/x.smk": (
            f"rule x:\n    params: script={path}\n    shell: 'python {{params.script}}'\n"
        ),
    }
    (step,) = complete("workflow/rules/x.smk", files).steps
    assert command(step) == f"python {script}"


def test_without_the_option_of_a_command_line_the_other_value_counts() -> None:
    text = 'if "-c" in sys.argv:\n    P = sys.argv[1]\nelse:\n    P = "c.yaml"\nconfigfile: P\n'
    files = {"Snakefile": text + 'rule a:\n    output: config["d"]\n', "c.yaml": "d: out\n"}
    assert step_paths("Snakefile", files) == ([], ["out"])
