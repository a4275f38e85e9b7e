"""Names that code and commands give to versions in a registry."""

from __future__ import annotations

import pytest

from tests.conftest import WriteTree
from tests.graph.test_owners import read


@pytest.mark.parametrize(
    ("code", "aliases"),
    [
        ("run.log_artifact(a, aliases=['prod', 'best'])", {"prod", "best"}),
        ("client.put(alias='prod')", {"prod"}),
        ("a.aliases.append('prod')", {"prod"}),
        ("a.aliases.extend(['prod'])", {"prod"}),
        ("a.aliases = ['prod']", {"prod"}),
        ("a.aliases.append(name)", {"*"}),
        ("def give(a):\n    a.link(aliases=(name, 'prod'))", {"*", "prod"}),
        ("names.append('prod')", set()),
        ("print('prod')", set()),
    ],
)
def test_code(write_tree: WriteTree, code: str, aliases: set[str]) -> None:
    assert read(write_tree, {"main.py": code}).aliases == aliases


def test_commands(write_tree: WriteTree) -> None:
    files = {
        "release.sh": "wandb artifact put --alias prod,v2 model\n",
        "Makefile": "up:\n\twandb artifact put -a staging model\n",
    }
    assert read(write_tree, files).aliases == {"prod", "v2", "staging"}
