from __future__ import annotations

import pytest

from mlaudit.judge.loading import installed_rules
from mlaudit.judge.rule import Rule
from mlaudit.report.html.documentation import write_documentation
from mlaudit.report.html.markup import write
from tests.report.html.reading import Reading

PAGE = """# slug

The *first* sentence is `code`.

## What it finds

- one, with a [page](https://example.org/a)
- two, with a [trap](javascript:alert)

| a | b |
|---|---|
| 1 | 2 |

```python
x = 1
y = "<b>"
```

<b onclick=x>raw</b>

## Fires

never shown
"""


def show(page: str) -> str:
    return write(write_documentation(page, 4))


def test_the_page_becomes_elements_without_its_title_and_its_examples() -> None:
    names = Reading(show(PAGE)).names
    for name in ("p", "em", "code", "h4", "ul", "li", "a", "table", "th", "td", "pre"):
        assert name in names
    text = Reading(show(PAGE)).text
    assert "slug" not in text
    assert "never shown" not in text
    assert 'y = "<b>"' in text


def test_markup_and_dangerous_addresses_are_text() -> None:
    read = Reading(show(PAGE))
    assert "b" not in read.names
    assert "<b onclick=x>raw</b>" in read.text
    assert [v for n, v in read.attributes if n == "href"] == ["https://example.org/a"]


@pytest.mark.parametrize("rule", installed_rules(), ids=lambda rule: rule.slug)
def test_every_rule_has_a_page_that_is_understood(rule: Rule) -> None:
    read = Reading(show(rule.documentation))
    assert "div" not in read.names
    assert "Fires" not in read.text
    assert len(read.text) > 100
