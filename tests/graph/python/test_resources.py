"""Files that lie in packages."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, unresolved


def read_of(expression: str, imports: str = "from importlib import resources") -> list[str]:
    files = {
        "main.py": f"{imports}\nimport shop\n{expression}\n",
        "shop/__init__.py": "",
        "shop/tables/__init__.py": "",
        "shop/tables/rates.csv": "a,b\n",
    }
    found = behaviour(files)
    assert unresolved(found) == []
    return touched(found)


@pytest.mark.parametrize(
    "expression",
    [
        "resources.files('shop').joinpath('tables', 'rates.csv').read_text()",
        "(resources.files('shop.tables') / 'rates.csv').open()",
        "resources.files(shop).joinpath('tables/rates.csv').read_bytes()",
        "resources.read_text('shop.tables', 'rates.csv')",
        "resources.open_text('shop.tables', 'rates.csv')",
        "with resources.path('shop.tables', 'rates.csv') as path: open(path)",
        "with resources.as_file(resources.files('shop.tables') / 'rates.csv') as p: open(p)",
    ],
)
def test_files_of_a_package(expression: str) -> None:
    assert read_of(expression) == ["read shop/tables/rates.csv"]


def test_older_libraries() -> None:
    name = "open(pkg_resources.resource_filename('shop', 'tables/rates.csv'))"
    assert read_of(name, "import pkg_resources") == ["read shop/tables/rates.csv"]
    data = "pkgutil.get_data('shop', 'tables/rates.csv')"
    assert read_of(data, "import pkgutil") == ["read shop/tables/rates.csv"]


def test_a_package_names_itself() -> None:
    inner = "from importlib import resources\nRATES = resources.files(__package__) / 'rates.csv'\n"
    files = {"main.py": "from shop import RATES\nopen(RATES)\n", "shop/__init__.py": inner}
    assert touched(behaviour(files)) == ["read shop/rates.csv"]
    inner = inner.replace("__package__", "")
    assert touched(behaviour(files | {"shop/__init__.py": inner})) == ["read shop/rates.csv"]


def test_packages_from_outside_are_no_folders_of_the_tree() -> None:
    source = "from importlib import resources\nopen(resources.files('pandas') / 'rates.csv')\n"
    found = behaviour(source)
    assert touched(found) == []
    assert len(found.unresolved) == 1
