"""Builds the documentation site: `python -m docs.tools.build_site`, or `make docs`.

Everything that the site shows is put together in build/docs, where zensical makes HTML of it: the
pages of docs/, CONTRIBUTING.md and CHANGELOG.md, and a page for each rule. zensical refuses broken
links and anchors; refused here are pages that the navigation leaves out, and what a page would load
from another host.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docs.tools.links import LinkError, to_site
from docs.tools.requests import requests_of_site
from docs.tools.rule_pages import finish, grouped_rules, render_index, source_of

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "docs"
_CONFIGURATION = "docs/tools/zensical.toml"
_RULES = '"rules/index.md"'
_ASSETS = ("docs/mlaudit.schema.json", "docs/pictures/*")
_STYLE = "docs/tools/site.css"
_OF_ONE_ADDRESS = ("404.html", "sitemap.xml")
"""Pages of zensical that are right only where the address of the site is known."""


def list_pages() -> dict[str, str]:
    """From each file of the repository that the site shows to its path there."""
    pages = {f"docs/{path.name}": path.name for path in sorted((ROOT / "docs").glob("*.md"))}
    pages |= {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md"}
    pages |= {"CHANGELOG.md": "changelog.md", "SECURITY.md": "security.md"}
    for rules in grouped_rules().values():
        pages |= {source_of(rule): f"rules/{rule.slug}.md" for rule in rules}
    for pattern in _ASSETS:
        for path in sorted(ROOT.glob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            pages[name] = name.removeprefix("docs/")
    return pages


def render_pages() -> dict[str, str]:
    """The Markdown of every page, by its path on the site.

    Raises:
        LinkError: a link leads to no file of the repository.
    """
    pages = list_pages()
    by_source = {source_of(rule): rule for rules in grouped_rules().values() for rule in rules}
    rendered = {"rules/index.md": render_index()}
    for source, path in pages.items():
        if source == "README.md" or not source.endswith(".md"):
            continue
        text = (ROOT / source).read_text(encoding="utf-8")
        page = to_site(text, source, pages, lambda file: (ROOT / file).exists())
        rendered[path] = finish(page, by_source[source]) if source in by_source else page
    return rendered


def render_configuration() -> str:
    """The configuration of zensical, with the pages of the rules in the navigation."""
    text = (ROOT / _CONFIGURATION).read_text(encoding="utf-8")
    before, found, after = text.partition(_RULES)
    if not found or _RULES in after:
        raise ValueError(f"{_CONFIGURATION} must name {_RULES} once")
    families = [
        f"{{ {name} = {json.dumps([f'rules/{rule.slug}.md' for rule in rules])} }}"
        for name, rules in grouped_rules().items()
    ]
    return f"{before}[{', '.join([_RULES, *families])}]{after}"


def pages_in(navigation: Any) -> Iterator[str]:
    """Every page that a navigation names, in its order."""
    if isinstance(navigation, str):
        yield navigation
    else:
        inner = navigation.values() if isinstance(navigation, dict) else navigation
        for part in inner:
            yield from pages_in(part)


def check_navigation(pages: set[str], configuration: str) -> None:
    """Raise ValueError unless the navigation names every page once, and nothing else."""
    named = list(pages_in(tomllib.loads(configuration)["project"]["nav"]))
    wrong = sorted(pages ^ set(named)) or [name for name in named if named.count(name) > 1]
    if wrong:
        raise ValueError(f"not once in the navigation of {_CONFIGURATION}: {', '.join(wrong)}")


def assemble(target: Path) -> None:
    """Put what zensical reads into an empty folder: its configuration and the folder `pages`."""
    pages, configuration = render_pages(), render_configuration()
    check_navigation(set(pages), configuration)
    shutil.rmtree(target, ignore_errors=True)
    for name, text in pages.items():
        file = target / "pages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    for source, path in list_pages().items():
        if not source.endswith(".md"):
            (target / "pages" / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / source, target / "pages" / path)
    shutil.copyfile(ROOT / _STYLE, target / "pages" / Path(_STYLE).name)
    (target / "zensical.toml").write_text(configuration, encoding="utf-8", newline="\n")


def main() -> int:
    """Build the site into build/docs/site; the exit code is 0 only where nothing is wrong."""
    try:
        assemble(BUILD)
    except (LinkError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    zensical = [sys.executable, "-m", "zensical", "build", "--strict"]
    if subprocess.run(zensical, cwd=BUILD, check=False).returncode:
        return 1
    for name in _OF_ONE_ADDRESS:
        (BUILD / "site" / name).unlink(missing_ok=True)
    asked = list(requests_of_site(BUILD / "site"))
    for line in asked:
        print(f"asks for what is not part of the site: {line}", file=sys.stderr)
    return 1 if asked else 0


if __name__ == "__main__":
    sys.exit(main())
