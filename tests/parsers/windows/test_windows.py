"""Batch files and PowerShell do what a shell script would."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.commands import ShellContext, ShellOutcome, evaluate_script
from mlaudit.model.place import Place
from mlaudit.parsers.registry import parse_file

ROOT = Path("x")


def outcome(name: str, code: str) -> ShellOutcome:
    facts = parse_file(name, code.encode())
    assert facts is not None
    assert facts.script is not None
    return evaluate_script(facts.script, ShellContext("."), lambda line: Place(name, line))


def touched(found: ShellOutcome) -> list[tuple[str, str]]:
    return [(access.mode, access.artifact) for access in found.accesses]


def started(found: ShellOutcome) -> list[tuple[str, tuple[str, ...], str]]:
    return [(run.target, run.arguments, run.directory) for run in found.runs]


def test_batch_commands() -> None:
    found = outcome(
        "tools/a.bat",
        '@echo off\nrem python no.py\n:: python no.py\nset DATA=..\\data\ncd /d "%~dp0"\n'
        'python train.py --data "%DATA%\\x.csv" ^\n  --rounds 3 > log.txt 2>&1\n'
        "for %%c in (a b) do python predict.py %%c\n"
        "if exist old (\n  copy /Y old\\m.pkl new\\m.pkl >nul\n) else (\n  call other.bat %1\n)\n"
        "goto end\n:end\npause\n",
    )
    assert started(found) == [
        ("tools/train.py", ("--data", "../data/x.csv", "--rounds", "3"), "tools"),
        ("tools/predict.py", ("a",), "tools"),
        ("tools/predict.py", ("b",), "tools"),
        ("tools/other.bat", ("{1}",), "tools"),
    ]
    assert touched(found) == [
        ("write", "tools/log.txt"),
        ("read", "tools/old/m.pkl"),
        ("write", "tools/new/m.pkl"),
    ]


def test_batch_questions_and_alternatives() -> None:
    found = outcome(
        "a.bat", 'set /p NAME=Who? \npython a.py || python b.py\nif "%1"=="x" python c.py\n'
    )
    assert [effect.kind for effect in found.effects] == ["prompt-user"]
    assert [run.target for run in found.runs] == ["a.py", "b.py", "c.py"]


def test_powershell_commands() -> None:
    found = outcome(
        "tools/a.ps1",
        '<# python no.py #>\nparam([string]$Config = "c.yaml")\n'
        '$root = (Resolve-Path "$PSScriptRoot\\..").Path\nSet-Location $root\n'
        '$out = Join-Path "data" "out.csv"\n'
        "function Step($name, [scriptblock]$block) { & $block }\n"
        "Step 'train' { & python src\\train.py --config $Config --out $out `\n  --fast }\n"
        'foreach ($c in @("a", "b")) { python predict.py $c | Out-File -FilePath "$c.txt" }\n'
        "if (Test-Path m.pkl) { Copy-Item -Path m.pkl -Destination new.pkl } else { throw 'no' }\n"
        "Compress-Archive -Path new.pkl -DestinationPath m.zip\n"
        "Write-Host 'python no.py'\n",
    )
    assert started(found) == [
        ("src/train.py", ("--config", "c.yaml", "--out", "data/out.csv", "--fast"), "."),
        ("predict.py", ("a",), "."),
        ("predict.py", ("b",), "."),
    ]
    assert touched(found) == [
        ("write", "a.txt"),
        ("write", "b.txt"),
        ("read", "m.pkl"),
        ("write", "new.pkl"),
        ("write", "m.zip"),
        ("read", "new.pkl"),
    ]


def test_powershell_downloads_variables_and_questions() -> None:
    found = outcome(
        "a.ps1",
        "$env:MODE = 'prod'\nInvoke-WebRequest -Uri 'https://x.org/a.zip' -OutFile a.zip\n"
        "$answer = Read-Host 'Go on?'\n"
        "switch ($t) { 'a' { python a.py } default { python b.py } }\n",
    )
    assert [effect.kind for effect in found.effects] == ["download", "prompt-user"]
    assert [(run.target, run.environment) for run in found.runs] == [
        ("a.py", (("MODE", "prod"),)),
        ("b.py", (("MODE", "prod"),)),
    ]


@given(st.binary(max_size=300), st.sampled_from(["a.bat", "a.cmd", "a.ps1"]))
def test_any_bytes_give_facts(data: bytes, name: str) -> None:
    assert parse_file(name, data) is not None


WORDS = st.sampled_from(
    [
        "(",
        ")",
        "{",
        "}",
        "if",
        "else",
        "for",
        "foreach",
        "in",
        "do",
        "set",
        '"',
        "'",
        "|",
        ">",
        "%x%",
        "$x",
        "=",
        "@(",
        "&",
        "function",
        "param",
        "exist",
        "switch",
        "call",
        "^",
        "`",
        "x",
        "\n",
    ]
)


@given(st.lists(WORDS, max_size=60), st.sampled_from(["a.bat", "a.ps1"]))
def test_broken_code_gives_facts(words: list[str], name: str) -> None:
    assert parse_file(name, " ".join(words).encode()) is not None


def test_deep_nesting_is_read_to_a_bound() -> None:
    for name, code in (("a.bat", "(" * 3000), ("a.ps1", "{ (" * 3000)):
        assert parse_file(name, code.encode()) is not None
