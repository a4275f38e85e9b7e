"""Lists the packages: `mlaudit`, and `rules/`, which is installed as `mlaudit_rules`.

Everything else stands in pyproject.toml; package discovery cannot rename a folder there.
"""

from setuptools import find_packages, setup

setup(
    packages=[
        *find_packages(include=["mlaudit", "mlaudit.*"]),
        "mlaudit_rules",
        *(f"mlaudit_rules.{name}" for name in find_packages("rules")),
    ]
)
