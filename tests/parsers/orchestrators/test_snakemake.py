from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.data import Data
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.parsers.configuration import PARSER as CONFIGURATION
from mlaudit.parsers.orchestrators.snakemake.blocks import mask
from mlaudit.parsers.orchestrators.snakemake.snakefile import PARSER


def complete(path: str, files: Mapping[str, str]) -> Facts:
    def lookup(name: str) -> Data | None:
        if name not in files:
            return None
        parser = PARSER if PARSER.claims(name) else CONFIGURATION
        return parser.parse(name, files[name].encode()).data

    assert PARSER.claims(path)
    assert PARSER.complete is not None
    return PARSER.complete(PARSER.parse(path, files[path].encode()), lookup)


def rules(text: str, **files: str) -> dict[str, DeclaredStep]:
    facts = complete("Snakefile", {"Snakefile": text, **files})
    return {step.name: step for step in facts.steps}


def paths(step: DeclaredStep) -> tuple[list[str], list[str]]:
    return [read.path for read in step.reads], [write.path for write in step.writes]


def command(step: DeclaredStep) -> str:
    return "\n".join(run.script.text for run in step.runs if run.script)


SNAKEFILE = '''\
configfile: "config/config.yaml"
CITIES = ["rome", "oslo"]
OUT = "results"

def find(wildcards):
    return "x"

rule all:
    input:
        expand("{out}/{city}.csv", out=OUT, city=CITIES),
        rules.train.output.model

rule clean:  # one for each city
    input:
        raw=ancient(config["raw"] + "/{city}.csv"),
        table=lambda w: f"tables/{w.city}.txt",
        found=find,
    output: temp(os.path.join(OUT, "{city,[a-z]+}.csv"))
    params: sep=";", n=config["missing"]["n"]
    log: "logs/{city}.log"
    threads: 4
    shell:
        """
        python clean.py {input.raw} {output} --sep {params.sep} --n {params.n} \\
            --city {wildcards.city} -t {threads} > {log}
        awk '{{print $1}}' {output[0]}
        """

checkpoint train:
    input: multiext("a", ".x", ".y")
    output:
        model = protected("models/m.pkl"),
        figures = directory("figures")
    script: "scripts/train.py"

use rule clean as clean_again with:
    output: "again/{city}.csv"

if config["deploy"]:
    rule deploy:
        input: rules.train.output
        run:
            shell("scp {input[0]} host:")
'''


def test_a_whole_snakefile() -> None:
    found = rules(SNAKEFILE, **{"config/config.yaml": "raw: data/raw\n"})
    assert list(found) == ["all", "clean", "train", "clean_again", "deploy"]
    assert paths(found["all"]) == (["results/{city}.csv", "models/m.pkl"], [])
    assert paths(found["clean"]) == (
        ["data/raw/{city}.csv", "tables/{city}.txt", "x"],
        ["results/{city}.csv"],
    )
    assert [read.place.line for read in found["clean"].reads] == [15, 16, 17]
    text = command(found["clean"])
    assert "python clean.py data/raw/{city}.csv results/{city}.csv --sep ;" in text
    assert "--n {config.missing.n}" in text
    assert "--city {city} -t 4 > logs/{city}.log" in text
    assert "awk '{print $1}' results/{city}.csv" in text
    assert paths(found["train"]) == (["a.x", "a.y"], ["models/m.pkl", "figures"])
    assert [run.code for run in found["train"].runs] == ["scripts/train.py"]
    assert paths(found["clean_again"])[1] == ["again/{city}.csv"]
    assert "again/{city}.csv --sep" in command(found["clean_again"])
    assert command(found["deploy"]) == "scp models/m.pkl host:"
    assert {step.group for step in found.values()} == {"Snakefile"}


def test_an_input_that_only_a_function_knows_is_reported_and_left_out() -> None:
    text = "rule a:\n    input: get_files\n    output: 'b'\n"
    facts = complete("Snakefile", {"Snakefile": text})
    assert paths(facts.steps[0]) == ([], ["b"])
    assert [(problem.place.line, problem.whole) for problem in facts.problems] == [(2, False)]


def test_included_files_see_the_names_of_the_main_one() -> None:
    files = {
        "wf/workflow/Snakefile": 'configfile: "config/c.yaml"\nOUT = config["out"]\n',
        "wf/workflow/rules/train.smk": (
            'rule train:\n    output: OUT + "/m.pkl", f"{OTHER}/x"\n'
            '    shell: "train {output[0]} {OUT}"\n'
        ),
        "wf/config/c.yaml": "out: results/v1\n",
    }
    (step,) = complete("wf/workflow/rules/train.smk", files).steps
    assert step.directory == "wf"
    assert paths(step)[1] == ["wf/results/v1/m.pkl", "wf/{OTHER}/x"]
    assert command(step) == "train results/v1/m.pkl results/v1"


def test_scripts_are_relative_to_their_snakefile() -> None:
    files = {"workflow/rules/a.smk": 'rule a:\n  script: "../scripts/a.py"\n'}
    (step,) = complete("workflow/rules/a.smk", files).steps
    assert [run.code for run in step.runs] == ["workflow/scripts/a.py"]


def test_the_working_directory_may_be_set() -> None:
    found = rules('workdir: "run"\nrule a:\n    output: "../x.csv", "y.csv", "s3://b/z"\n')
    assert paths(found["a"])[1] == ["x.csv", "run/y.csv", "s3://b/z"]


def test_names_with_several_values_are_unknown() -> None:
    found = rules("if A:\n    D = 'x'\nelse:\n    D = 'y'\nrule a:\n    output: D + '/z'\n")
    assert paths(found["a"])[1] == ["{D}/z"]


def test_a_broken_directive_spares_the_others() -> None:
    facts = complete("Snakefile", {"Snakefile": "rule a:\n    input: (((\n    output: 'x'\n"})
    assert [step.name for step in facts.steps] == ["a"]
    assert facts.problems


def test_the_mask_hides_newlines_in_strings_and_brackets() -> None:
    text = 'a = """\nrule x:\n"""\nb = [\n1] # c\nd'
    hidden = mask(text)
    assert len(hidden) == len(text)
    assert [row.strip()[0] for row in hidden.split("\n")] == ["a", "b", "d"]


@given(st.binary(max_size=120))
def test_no_bytes_raise(data: bytes) -> None:
    assert PARSER.complete is not None
    PARSER.complete(PARSER.parse("Snakefile", data), lambda _: None)


@given(st.text(alphabet="abf{}[]()\"',.=+:\\\n #", max_size=60))
def test_no_rule_raises(text: str) -> None:
    source = f"rule a:\n    input: {text}\n    shell: {text}\n    run:\n        shell({text})\n"
    complete("Snakefile", {"Snakefile": source})


@pytest.mark.parametrize("opening", ["(", "[", "f('", "-"])
def test_deep_nesting_is_a_problem(opening: str) -> None:
    facts = complete("Snakefile", {"Snakefile": f"rule a:\n    input: {opening * 20_000}1\n"})
    assert facts.problems
