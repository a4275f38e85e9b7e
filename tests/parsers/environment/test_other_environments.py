"""Environments of R, Julia, Nix, Guix and of the operating system."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.analysis.environments import declared_environments, used_packages
from mlaudit.model.facts import Environment
from mlaudit.parsers.registry import parse_file
from mlaudit.scan import read_workflow

FILES = (
    *("renv.lock", "packrat.lock", "DESCRIPTION", "install.R", "Project.toml", "Manifest.toml"),
    *("flake.nix", "flake.lock", "shell.nix", "manifest.scm", "channels.scm", "apt.txt"),
    *("packages.txt", "conda-linux-64.lock"),
)


def environments(path: str, text: str) -> tuple[Environment, ...]:
    facts = parse_file(path, text.encode())
    assert facts is not None
    return facts.environments


def only(path: str, text: str) -> tuple[str, bool, list[tuple[str, str, bool, int]]]:
    """(kind, locked, [(name, specifier, pinned, line)]) of the one environment."""
    (found,) = environments(path, text)
    rows = [(r.name, r.specifier, r.pinned, r.place.line) for r in found.requirements]
    return found.kind, found.locked, rows


def test_renv_lock() -> None:
    text = '{"R": {"Version": "4.3.1"},\n "Packages": {\n"dplyr": {"Version": "1.1.0"},\n"odd": 7}}'
    assert only("renv.lock", text) == ("r", True, [("r:dplyr", "==1.1.0", True, 3)])
    packrat = "PackratFormat: 1.4\n\nPackage: dplyr\nSource: CRAN\nVersion: 1.0\n"
    assert only("packrat.lock", packrat) == ("r", True, [("r:dplyr", "==1.0", True, 3)])


def test_description() -> None:
    text = "Package: seedlings\nDepends: R (>= 4.1)\nImports:\n    dplyr (>= 1.0),\n    readr\n"
    rows = [("r:dplyr", ">=1.0", False, 4), ("r:readr", "", False, 5)]
    assert only("DESCRIPTION", text) == ("r", False, rows)
    assert environments("DESCRIPTION", "Some words on the project.\n") == ()


def test_scripts_that_install_packages_of_r() -> None:
    text = (
        'install.packages(c("dplyr",\n  "readr"), repos = "https://cran.example.org")\n'
        'remotes::install_version("sf", "1.0-2")\n# install.packages("no")\n'
    )
    rows = [("r:dplyr", "", False, 1), ("r:readr", "", False, 2), ("r:sf", "==1.0-2", True, 3)]
    assert only("install.R", text) == ("r", False, rows)
    assert environments("binder/install.R", "x <- 1\n") == ()


def test_julia() -> None:
    project = (
        'name = "Sim"\n[deps]\nCSV = "336ed68f"\nJLD2 = "033835bb"\n[compat]\nCSV = "=0.10.4"\n'
    )
    rows = [("julia:CSV", "=0.10.4", True, 3), ("julia:JLD2", "", False, 4)]
    assert only("Project.toml", project) == ("julia", False, rows)
    for text in ('[[deps.CSV]]\nversion = "0.10.4"\n', '[[CSV]]\nversion = "0.10.4"\n'):
        assert only("Manifest.toml", text) == ("julia", True, [("julia:CSV", "==0.10.4", True, 1)])


def test_nix() -> None:
    shell = (
        "{ pkgs ? import <nixpkgs> {} }:\npkgs.mkShell {\n  buildInputs = [ pkgs.git\n"
        "    (pkgs.python3.withPackages (ps: with ps; [ numpy scikit-learn ])) ]; # no\n}\n"
    )
    rows = [("numpy", "", False, 4), ("scikit-learn", "", False, 4), ("nix:git", "", False, 3)]
    kind, locked, found = only("shell.nix", shell)
    assert (kind, locked) == ("nix", False)
    assert found[:3] == rows
    fixed = 'let pkgs = import (fetchTarball { url = "u"; sha256 = "0abc"; }) {};\nin {}'
    assert environments("default.nix", fixed) == ()
    assert only("shell.nix", fixed + "\nbuildInputs = [ pkgs.git ];")[1] is True
    lock = '{"nodes": {"nixpkgs": {"locked": {"rev": "abc"}}, "root": {}}}'
    assert only("flake.lock", lock) == ("nix", True, [("nix:nixpkgs", "==abc", True, 1)])


def test_guix() -> None:
    manifest = '(specifications->manifest\n \'("python" ; no "x"\n   "python-numpy@1.23.2"))\n'
    rows = [("guix:python", "", False, 2), ("guix:python-numpy", "==1.23.2", True, 3)]
    assert only("manifest.scm", manifest) == ("guix", False, rows)
    channel = (
        '(list (channel (name \'guix)\n  (url "https://example.org")\n  (commit "0123abcdef")))'
    )
    assert only("channels.scm", channel) == (
        "guix",
        True,
        [("guix:channel", "==0123abcdef", True, 3)],
    )
    assert environments("channels.scm", "(list (channel (name 'guix)))") == ()


def test_packages_of_the_system() -> None:
    text = "# tools\nffmpeg\nlibsndfile1=1.2\n"
    rows = [("apt:ffmpeg", "", False, 2), ("apt:libsndfile1", "==1.2", True, 3)]
    assert only("packages.txt", text) == ("system", False, rows)
    assert environments("packages.txt", "This file lists the packages.\n") == ()


def test_explicit_list_of_conda() -> None:
    text = "@EXPLICIT\nhttps://conda.example.org/linux-64/numpy-1.2.0-py311_0.conda#abc\n"
    assert only("conda-linux-64.lock", text) == ("lock", True, [("numpy", "==1.2.0", True, 2)])


def test_packages_of_r_say_nothing_of_python(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text("import joblib\njoblib.dump(1, 'm.pkl')\n", "utf-8")
    (tmp_path / "a.R").write_text("saveRDS(1, 'm.rds')\n", "utf-8")
    (tmp_path / "renv.lock").write_text('{"Packages": {"a": {"Version": "1"}}}', "utf-8")
    workflow = read_workflow(tmp_path)
    assert list(used_packages(workflow)) == ["joblib"]
    assert declared_environments(workflow) == ()


@given(st.binary(max_size=300), st.sampled_from(FILES))
def test_any_bytes_give_facts(data: bytes, path: str) -> None:
    assert parse_file(path, data) is not None


@pytest.mark.parametrize("path", FILES)
def test_an_empty_file_declares_nothing(path: str) -> None:
    assert all(not found.requirements for found in environments(path, ""))
