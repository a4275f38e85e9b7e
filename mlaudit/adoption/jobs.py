"""Jobs of continuous integration."""

from __future__ import annotations

from mlaudit import __version__
from mlaudit.adoption.commands import as_yaml, scan_command

GITHUB = ".github/workflows/mlaudit.yml"
GITLAB = ".gitlab-ci.yml"
_GITLAB_REPORT = "gl-code-quality-report.json"
OTHERS = (
    "azure-pipelines.yml",
    "bitbucket-pipelines.yml",
    ".circleci/config.yml",
    "Jenkinsfile",
    ".travis.yml",
    ".drone.yml",
    ".woodpecker.yml",
    ".buildkite/pipeline.yml",
)
"""Files of systems for which the commands alone are proposed."""


def render_github(folder: str) -> str:
    """A workflow of its own; `folder` is what it scans."""
    command = as_yaml(scan_command(folder, "--format", "github"))
    command = command.replace("${{", "${{ '${{' }}")  # no expression, whatever the folder is called
    return f"""\
name: mlaudit

on:
  push:
  pull_request:

permissions:
  contents: read

jobs:
  mlaudit:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m pip install "mlaudit=={__version__}"
      - run: {command}
"""


def render_gitlab(folder: str) -> str:
    """A job for a pipeline of its own, or among others; `folder` is what it scans."""
    options = ("--format", "concise", "--report", f"gitlab={_GITLAB_REPORT}")
    command = as_yaml(scan_command(folder, *options))
    return f"""\
mlaudit:
  image: python:3.12-slim
  needs: []
  before_script:
    - apt-get update && apt-get install --yes --no-install-recommends git
    - python -m pip install "mlaudit=={__version__}"
  script:
    - {command}
  artifacts:
    when: always
    reports:
      codequality: {_GITLAB_REPORT}
"""


def render_commands(folder: str) -> str:
    """What any other system has to run in a checkout, with Python 3.11 or newer and git."""
    return f"""\
python -m pip install "mlaudit=={__version__}"
{scan_command(folder)}
"""
