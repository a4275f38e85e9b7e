"""A repository in which every name and every text would act on whoever shows it unescaped.

One small pipeline is written for each text, so that it comes as the name of files and folders, in
code, comments, notebooks and prose, and as the key and the value of what tools read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from mlaudit.configuration.quoting import quote

TEXTS = (
    "\x1b[31mred\x1b]8;;http://evil.example\x07link\x1b]8;;\x07",
    "::error file=x,line=1::owned",
    "line\n::add-mask::owned\r\n  ::stop-commands::x",
    "##[error]owned ##vso[task.setvariable variable=x]y ##teamcity[x]",
    "]]></failure></script></style><script>alert(1)</script><!-- x --> --> &lt;",
    "</code></summary></details><details open><summary>x</summary>",
    "<img src=http://evil.example/b.png onerror=alert(1)>",
    "[x](http://evil.example) ![y](http://evil.example/y.png)",
    "http://evil.example www.evil.example <http://evil.example>",
    "@evil/team evil@evil.example #123 GH-1 !7 evil/repo#4 :bomb:",
    "a|b\\|c\\",
    "`a` ``b`` ```\n```",
    "%0A::error::x%3A,:=",
    '"quote\' \\"; }];',
    "gpj\u202efdp\u2066x\u200b\ufeff\U000e0041\x85\u2028",
    "$x$ **b** __i__ ~~s~~\n# h\n- [ ] x",
    "=cmd|'/C calc'!A0",
    "javascript:alert(1) data:text/html,x",
    "${{ github.token }} $(touch owned) `touch owned`",
    "{0} {{x}} %s %(x)s {evil}",
    "<!-- mlaudit:end head --> <!-- mlaudit:begin head -->",
    "z" * 700,
)
BROKEN_NAME = b"caf\xe9.py"
"""A name whose bytes are no UTF-8."""


def build_tree(texts: tuple[str, ...] = TEXTS) -> dict[str, str]:
    """The files by path."""
    tree: dict[str, str] = {}
    for number, text in enumerate(texts):
        tree |= dict(_write_pipeline(number, text))
        if len(text) < 200:
            name = text.strip("/").replace("//", "/")
            tree[f"named/{name}/run {name}.py"] = _write_script(f"{name}.csv", "x")
            tree[f"books/{name}.ipynb"] = _write_notebook(name)
    quoted = [quote(text) for text in texts]
    tree["dvc.yaml"] = _write_stages(quoted)
    tree[".github/workflows/ci.yml"] = _write_workflow(quoted)
    tree["docker-compose.yml"] = _write_compose(quoted)
    tree["mlaudit.toml"] = _write_settings(quoted)
    tree["Makefile"] = "".join(
        f"t{n}: data\n\tpython src/train{n}.py --out {_in_shell(text)} # {_line(text)}\n"
        for n, text in enumerate(texts)
    )
    tree["README.md"] = _write_readme(texts)
    tree["requirements.txt"] = "".join(f"pandas # {_line(text)}\n" for text in texts)
    tree["Dockerfile"] = "FROM python\n" + "".join(
        f"# {_line(text)}\nENV NAME{n}={quote(_line(text))}\nRUN echo {_in_shell(text)}\n"
        for n, text in enumerate(texts)
    )
    tree["broken.yaml"] = "a: [\n" + texts[0]
    return tree


def _line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ")


def _in_shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''").replace("\n", " ").replace("\r", " ") + "'"


def _write_pipeline(number: int, text: str) -> Iterator[tuple[str, str]]:
    yield f"src/train{number}.py", _write_script(text, f"models/{text}.pkl")
    yield f"books/{number}.ipynb", _write_notebook(text)
    yield f"dags/{number}.py", _write_dag(text)
    yield (
        f"jobs/{number}.sh",
        f"#!/bin/sh\n# {_line(text)}\npython src/train{number}.py --out {_in_shell(text)}\n"
        f"cp {_in_shell(text)} served/\n",
    )
    yield (
        f"units/{number}.service",
        f"[Unit]\nDescription={_line(text)}\n"
        f"[Service]\nExecStart=/usr/bin/python src/train{number}.py\n",
    )


def _write_script(source: str, target: str) -> str:
    return (
        "import argparse, os\nimport joblib\nimport pandas as pd\n"
        f"# TODO: by hand, first run {_line(source)}\n"
        "parser = argparse.ArgumentParser()\n"
        f"parser.add_argument('--out', default={quote(target)})\n"
        f"parser.add_argument({quote('--' + source)}, required=True)\n"
        "args = parser.parse_args()\n"
        f"PATH = {quote('/home/ada/' + source)}\n"
        f"token = os.environ[{quote(source)}]\n"
        f"frame = pd.read_csv({quote(source)})\n"
        f"more = pd.read_csv(PATH)  # mlaudit: ignore[{_line(source)}] {_line(source)}\n"
        f"extra = pd.read_parquet({quote('s3://' + source + '/x')})\n"
        f"name = input({quote(source)})\n"
        "joblib.dump(frame, args.out)\n"
        f"joblib.dump(frame, {quote(target)})\n"
        f"print({quote('Now copy ' + source + ' by hand')})\n"
        "open(unknown(more))\n"
    )


def _write_notebook(text: str) -> str:
    code = _write_script(text, f"{text}.joblib").splitlines(keepends=True)
    cells = [
        {"cell_type": "markdown", "metadata": {"tags": [text]}, "source": [f"Run {text} first"]},
        {
            "cell_type": "code",
            "execution_count": 7,
            "metadata": {},
            "outputs": [{"output_type": "stream", "name": "stdout", "text": [text]}],
            "source": code,
        },
        {
            "cell_type": "code",
            "execution_count": 3,
            "metadata": {},
            "outputs": [],
            "source": [f"!cp {_in_shell(text)} /srv/{_line(text)}\n"],
        },
    ]
    kernel = {"kernelspec": {"name": text, "display_name": text, "language": "python"}}
    book = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(book)


def _write_dag(text: str) -> str:
    name, other = quote(text), quote(f"2{text}")
    return (
        "from airflow import DAG\nfrom airflow.operators.bash import BashOperator\n"
        f"with DAG({name}, schedule={name}) as dag:\n"
        f"    one = BashOperator(task_id={name}, bash_command={name})\n"
        f"    two = BashOperator(task_id={other}, bash_command='python src/train0.py')\n"
        "    one >> two\n"
    )


def _write_stages(quoted: list[str]) -> str:
    lines = ["stages:"]
    for number, text in enumerate(quoted):
        lines += [
            f"  {text}:",
            f"    cmd: python src/train{number}.py --out {text}",
            f"    deps: [{text}, src/train{number}.py]",
            f"    outs: [out/{number}]",
            f"    desc: {text}",
        ]
    return "\n".join(lines) + "\n"


def _write_workflow(quoted: list[str]) -> str:
    lines = [f"name: {quoted[0]}", "on: {workflow_dispatch: {inputs: {"]
    lines += [f"  {text}: {{description: {text}, required: true}}," for text in quoted]
    lines += ["}}}", "jobs:"]
    for number, text in enumerate(quoted):
        lines += [
            f"  {text}:",
            f"    name: {text}",
            "    runs-on: x",
            f"    environment: {text}",
            f"    steps: [{{name: {text}, run: {text}}}, {{run: python src/train{number}.py}}]",
        ]
    return "\n".join(lines) + "\n"


def _write_compose(quoted: list[str]) -> str:
    lines = ["services:"]
    for number, text in enumerate(quoted):
        lines += [
            f"  {text}:",
            f"    image: {text}",
            f"    command: [python, src/train{number}.py, {text}]",
            f"    environment: {{{text}: {text}}}",
        ]
    return "\n".join(lines) + "\n"


def _write_settings(quoted: list[str]) -> str:
    entries = []
    for number, text in enumerate(quoted):
        entries.append(
            f'[[manual-step]]\nid = "step-{number}"\nwhat = {text}\nwho = {text}\nhow = {text}\n'
            f"why = {text}\nproduces = [{text}]\n"
        )
    return "\n".join(entries)


def _write_readme(texts: tuple[str, ...]) -> str:
    parts = []
    for number, text in enumerate(texts):
        parts.append(
            f"## {_line(text)}\n\nFirst download {text} by hand.\n\n"
            f"~~~sh\npython src/train{number}.py --out {_in_shell(text)}\n~~~\n"
        )
    return "\n".join(parts)
