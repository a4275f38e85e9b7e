"""The truth of Snakefiles, and a copy in which it is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.benchmarks.recovery.measuring import measure_repository
from tests.benchmarks.recovery.snakemake.blocks import read_snakefile
from tests.benchmarks.recovery.snakemake.system import SnakemakeSystem
from tests.benchmarks.recovery.snakemake.values import Entry, Names, read_entries
from tests.benchmarks.recovery.systems import DeclaredStep

MAIN = '''\
configfile: "config/config.yaml"
CITIES = ["oslo", "bergen"]

rule all:
    input: "model.pkl"

rule clean:
    """Take out what is broken."""
    input:
        script="scripts/clean.py",
        raw="raw/{city}.csv",  # one a station
    output: "clean/{city,[a-z]+}.csv"
    log: "logs/{city}.txt"
    shell:
        "python {input.script} {input.raw:q} "
        "{output} > {log}"

if config["fast"]:
    rule train:
        input:
            expand("clean/{city}.csv", city=CITIES),
            settings=config["settings"],
        output:
            model="model.pkl",
            done=touch("done"),
        params: rate=config["rate"]
        shell: """
python scripts/train.py {params.rate} {input[0]} {output.model}
"""

rule plot:
    input: rules.train.output.model
    output: "plot.png"
    script: "scripts/plot.py"

rule report:
    input: lambda wildcards: find(wildcards)
    output: "report.html"
    shell: "python scripts/report.py {input} {output}"

rule check:
    input: model="model.pkl"
    output: "check.txt"
    params: script=find_script("check.py")
    shell: "python {params.script} {input.model} {output}"

rule draw:
    input: script="scripts/report.py", table=lambda w: f"clean/{w.city}.csv"
    output: find(1)
    params: folder="scripts"
    shell: "python {params.folder}/report.py {input.table} {output}"

rule nothing:
    output: find(2)
    shell: "python scripts/report.py {output}"

rule sort:
    input: "model.pkl"
    run:
        shell("sort {input}")
'''


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


@pytest.fixture
def cities(tmp_path: Path) -> Path:
    write(
        tmp_path,
        {
            "workflow/Snakefile": MAIN,
            "config/config.yaml": "{fast: true, settings: train.yaml, rate: 0.1}",
            "scripts/clean.py": "",
            "scripts/train.py": "",
            "scripts/report.py": "",
            "workflow/scripts/plot.py": "print(snakemake.input[0])\n",
        },
    )
    return tmp_path


def test_truth(cities: Path) -> None:
    assert list(SnakemakeSystem().read_truth(cities)) == [
        DeclaredStep(
            path="workflow/Snakefile",
            name="clean",
            template="clean",
            reads=("raw/{city}.csv",),
            writes=("clean/{city}.csv",),
            further_writes=("logs/{city}.txt",),
        ),
        DeclaredStep(
            path="workflow/Snakefile",
            name="train",
            template="train",
            reads=("clean/oslo.csv", "clean/bergen.csv", "train.yaml"),
            writes=("model.pkl",),
        ),
        DeclaredStep(
            path="workflow/Snakefile",
            name="report",
            template="report",
            reads=(),
            writes=("report.html",),
            judges_reads=False,
        ),
        DeclaredStep(
            path="workflow/Snakefile",
            name="draw",
            template="draw",
            reads=("clean/{city}.csv",),
            writes=(),
            judges_writes=False,
        ),
    ]


def test_what_is_left_out_has_a_reason(cities: Path) -> None:
    assert list(SnakemakeSystem().list_left_out(cities)) == [
        "the script takes its paths from the rule",
        "only Snakemake can tell the code or all of the paths",
        "only Snakemake can tell the code or all of the paths",
        "code of the rule itself",
    ]


def test_a_hidden_copy_keeps_the_paths_that_commands_hand_over(cities: Path) -> None:
    SnakemakeSystem().hide_truth(cities)
    text = (cities / "workflow/Snakefile").read_text(encoding="utf-8")
    hidden = read_snakefile(text)
    assert [rule.name for rule in hidden.rules] == [r.name for r in read_snakefile(MAIN).rules]
    assert not any({"input", "output"} & rule.directives.keys() for rule in hidden.rules)
    commands = {rule.name: rule.directives.get("shell") for rule in hidden.rules}
    shells = {name: commands[name].text for name in ("clean", "train", "report", "draw")}  # type: ignore[union-attr]
    assert shells == {
        "clean": '"python scripts/clean.py raw/{wildcards.city}.csv "\n'
        '        "clean/{wildcards.city}.csv > {log}"',
        "train": '"""\npython scripts/train.py {params.rate} clean/oslo.csv model.pkl\n"""',
        "report": '"python scripts/report.py {input} report.html"',
        "draw": '"python {params.folder}/report.py clean/{wildcards.city}.csv {output}"',
    }


def test_the_whole_way(tmp_path: Path) -> None:
    code = "import sys, pandas\npandas.read_csv(sys.argv[1]).to_csv(sys.argv[2])\n"
    rule = 'rule clean:\n    input: "in/{x}.csv", "notes.txt"\n    output: "out/{x}.csv"\n'
    command = '    shell: "python clean.py {input[0]} {output}"\n'
    write(tmp_path, {"clean.py": code, "Snakefile": rule + command})
    result = measure_repository(tmp_path, SnakemakeSystem())
    assert (result.reads_recovered, result.reads, result.writes_recovered) == (1, 2, 1)
    assert [subject.path for subject in result.missed] == ["notes.txt"]
    assert result.unconfirmed == []


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ('"a.csv"', ("a.csv",)),
        ('expand("{a}/{b}.csv", a=["x", "y"], b=N)', ("x/1.csv", "y/1.csv")),
        ('expand("{a}/{b}.csv", zip, a=["x", "y"], b=[1, 2])', ("x/1.csv", "y/2.csv")),
        ('expand("{{city}}/{a}.csv", a="x")', ("{city}/x.csv",)),
        ("config['folder'] + '/a.csv'", ("data/a.csv",)),
        ("config.get('none', 'b.csv')", ("b.csv",)),
        ("f\"{config['folder']}/{{city}}.csv\"", ("data/{city}.csv",)),
        ("os.path.join(config['folder'], 'a.csv')", ("data/a.csv",)),
        ("directory(Path('a') / 'b')", ("a/b",)),
        ("multiext('a', '.csv', '.txt')", ("a.csv", "a.txt")),
        ("rules.train.output.model", ("model.pkl",)),
        ("get_files", None),
        ("lambda wildcards: 'a.csv'", ("a.csv",)),
        ("lambda w: f'a/{w.city}.csv'", ("a/{city}.csv",)),
        ("lambda w: find(w)", None),
        ("lambda w, output: 'a.csv'", None),
        ("config['none']", None),
    ],
)
def test_values(text: str, paths: tuple[str, ...] | None) -> None:
    trained = {"train": {"output": [Entry("model", ("model.pkl",)), Entry(None, None)]}}
    names = Names({"N": [1]}, {"folder": "data"}, trained)
    assert read_entries(text, names) == [Entry(None, paths)]


@pytest.mark.parametrize("text", ["rule a:\n    input: (\n", "rule a\n  x", "\t\t\x00", "rule :"])
def test_broken_files_declare_nothing(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"Snakefile": text})
    assert list(SnakemakeSystem().read_truth(tmp_path)) == []
    SnakemakeSystem().hide_truth(tmp_path)
    assert (tmp_path / "Snakefile").read_text(encoding="utf-8") == text


def test_where_a_path_is_untold_what_is_inferred_beside_the_others_is_not_judged(
    tmp_path: Path,
) -> None:
    code = "import sys, pandas\npandas.read_csv('more.csv').to_csv(sys.argv[1])\n"
    code += "pandas.read_csv('told.csv').to_csv('further.csv')\n"
    rule = 'rule a:\n    input: "told.csv", find(1)\n    output: "out.csv"\n'
    write(tmp_path, {"a.py": code, "Snakefile": rule + '    shell: "python a.py {output}"\n'})
    result = measure_repository(tmp_path, SnakemakeSystem())
    assert (result.reads_recovered, result.reads, result.inferred) == (1, 1, 2)
    assert [subject.path for subject in result.unconfirmed] == ["further.csv"]


def test_the_configuration_may_be_named_by_a_variable(tmp_path: Path) -> None:
    text = 'if "-c" in sys.argv:\n    P = sys.argv[1]\nelse:\n    P = "c.yaml"\nconfigfile: P\n'
    text += 'D = config["d"]\nrule a:\n    output: D + "/x.csv"\n    shell: "python a.py"\n'
    write(tmp_path, {"a.py": "", "c.yaml": "d: out\n", "Snakefile": text})
    assert [step.writes for step in SnakemakeSystem().read_truth(tmp_path)] == [("out/x.csv",)]


def test_what_another_rule_only_touches_is_not_read(tmp_path: Path) -> None:
    text = 'rule a:\n    output: "done"\n    shell: "python a.py && touch {output}"\n'
    text += 'rule b:\n    input: "done", "x.csv"\n    output: "y"\n    shell: "python a.py"\n'
    write(tmp_path, {"a.py": "", "Snakefile": text})
    steps = {step.name: step for step in SnakemakeSystem().read_truth(tmp_path)}
    assert steps["a"].writes == ("done",)
    assert steps["b"].reads == ("x.csv",)
