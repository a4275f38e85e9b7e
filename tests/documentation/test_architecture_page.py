"""The page on the architecture shows the layers that import-linter checks, and every folder."""

from __future__ import annotations

import re
import tomllib

import pytest

from docs.tools.build_site import ROOT
from docs.tools.diagram import describe, read_layers

PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
PICTURE = (ROOT / "docs/pictures/architecture.svg").read_text(encoding="utf-8")


def test_the_picture_has_every_layer_of_the_contract_in_its_order() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    (contract,) = [each for each in contracts if each["id"] == "layers"]
    listed = [name for layer in contract["layers"] for name in re.findall(r"\w+", layer)]
    assert re.findall(r'class="name"[^>]*>(\w+)<', PICTURE) == listed
    assert PICTURE.count('class="layer"') == len(contract["layers"])
    assert "pictures/architecture.svg" in PAGE


def test_the_table_has_a_row_for_every_folder() -> None:
    told = re.findall(r"^\| `(\w+)/` \|", PAGE, re.MULTILINE)
    code = [path.parent.name for path in (ROOT / "mlaudit").glob("*/__init__.py")]
    assert sorted(told) == sorted([*code, "rules"])


@pytest.mark.parametrize("module", [name for layer in read_layers() for name in layer])
def test_every_module_says_in_a_few_words_what_it_is(module: str) -> None:
    assert 3 < len(describe(module)) < 90
