"""A repository whose every name and text is markup: none of it becomes more than text."""

from __future__ import annotations

import json
from pathlib import Path

from tests.browser.conftest import Open, write_report
from tests.conftest import WriteTree

MARKUP = (
    "<script>canary=1</script>",
    '"><img src=x onerror=canary=1>',
    "</script><script>canary=1</script>",
    "</style></title></textarea><svg onload=canary=1>",
    "]]><b id=injected>x</b>",
    "javascript:canary=1",
    "' autofocus onfocus='canary=1",
    "{{constructor.constructor('canary=1')()}} ${canary=1} <%= 1 %>",
    "<a href=javascript:canary=1 id=injected>x</a>",
    "<svg><animate onbegin=canary=1 attributeName=x></svg>",
    "<iframe srcdoc='<script>parent.canary=1</script>'></iframe>",
    "\u202egnp.elif\u2066\u200b",
    "a\0b",
    "&lt;img src=x onerror=canary=1&gt;",
)
_INJECTED = "#injected, img, iframe, animate, object, embed, base, form, main style, main script"


def build_tree() -> dict[str, str]:
    tree: dict[str, str] = {}
    cells: list[dict[str, object]] = []
    stages: dict[str, object] = {}
    for number, text in enumerate(MARKUP):
        name = text.replace("/", "\u2215").replace("\0", "")
        code = repr(text)
        tree[f"src/{name}.py"] = (
            f"# {text}\nimport joblib\nimport pandas as pd\n"
            f"data = pd.read_csv({f'raw/{name}.csv'!r})\n"
            f"threshold = input({code})\n"
            f"joblib.dump(data, {f'models/{name}.pkl'!r})\n"
        ).replace("\0", "")
        cells.append({"cell_type": "markdown", "metadata": {}, "source": [text]})
        source = f"import pandas as pd\npd.read_csv({code})\nopen({code}, 'w').write('x')\n"
        cells.append(
            {
                "cell_type": "code",
                "metadata": {},
                "source": [f"# {text}\n", source],
                "execution_count": number,
                "outputs": [],
            }
        )
        stages[text] = {"cmd": f"python 'src/{name}.py'", "deps": [text], "outs": [f"out/{text}"]}
    document = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    tree["notebooks/<b id=injected>.ipynb"] = json.dumps(document)
    tree["dvc.yaml"] = json.dumps({"stages": stages})  # JSON is YAML, too
    steps = "\n".join(f"{n}. Download {text} by hand" for n, text in enumerate(MARKUP, 1))
    commands = "\n".join(f"python 'src/{text}.py'" for text in MARKUP if "/" not in text)
    tree["README.md"] = f"# {MARKUP[0]}\n\n{steps}\n\n```sh\n{commands}\n```\n"
    tree[".gitignore"] = "raw/\nmodels/\n"
    return tree


def test_no_markup_of_a_repository_becomes_an_element_or_a_script(
    write_tree: WriteTree, tmp_path: Path, visit: Open
) -> None:
    root = write_tree(build_tree())
    report = write_report(root, tmp_path / "report.html")
    text = report.read_text(encoding="utf-8")
    assert text.count("canary=1") > 50
    page = visit(report).page
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for box in page.locator("[data-filter]").all():
        box.select_option(index=1)
        page.get_by_role("button", name="Reset").click()
    for view in page.locator("#view option").all():
        page.locator("#view").select_option(value=view.get_attribute("value"))
        for node in page.locator(".view[open] a.to").all()[:6]:
            node.dispatch_event("click")
    page.get_by_label("Search", exact=True).fill(MARKUP[1])
    assert page.evaluate("'canary' in window") is False
    assert page.locator(_INJECTED).count() == 0
    attributes = page.evaluate(
        "[...new Set([...document.querySelectorAll('*')].flatMap("
        "one => one.getAttributeNames()))].filter(name => name.startsWith('on'))"
    )
    assert attributes == []
    addresses = page.evaluate(
        "[...document.querySelectorAll('[href]')].map(one => one.getAttribute('href'))"
    )
    assert {a for a in addresses if not a.startswith(("#", "data:image/svg+xml,"))} == set()
    assert MARKUP[0] in page.locator("main").inner_text()
    assert "\\u202e" in page.locator("main").inner_text()


def test_the_policy_stops_what_would_slip_through(
    write_tree: WriteTree, tmp_path: Path, visit: Open
) -> None:
    report = write_report(write_tree({"train.py": "open('m.pkl', 'wb')"}), tmp_path / "r.html")
    broken = report.read_text(encoding="utf-8").replace(
        '<main id="main"',
        '<img src="x" onerror="canary=1"><script>canary=2</script>'
        '<p style="color: red">x</p><main id="main"',
    )
    report.write_text(broken, encoding="utf-8")
    found = visit(report)
    assert found.page.evaluate("'canary' in window") is False
    assert found.page.evaluate("getComputedStyle(document.querySelector('p[style]')).color") != (
        "rgb(255, 0, 0)"
    )
    assert any("Content Security Policy" in wrong for wrong in found.wrongs)
    found.wrongs.clear()
