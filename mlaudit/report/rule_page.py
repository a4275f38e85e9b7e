"""The documentation of one rule: Markdown as it is, or set for a terminal with colours."""

from __future__ import annotations

from io import StringIO

from mlaudit.judge.rule import Rule
from mlaudit.report.base import Presentation, Reporter


def render(rule: Rule, presentation: Presentation) -> str:
    """The text of the page."""
    try:
        text = rule.documentation
    except OSError:
        text = f"# {rule.slug} ({rule.code})\n\nThis rule comes without documentation.\n"
    if presentation.colors is None:
        return text if text.endswith("\n") else text + "\n"
    return _set_markdown(text, presentation)


def _set_markdown(text: str, presentation: Presentation) -> str:
    from rich.console import Console
    from rich.markdown import Markdown

    stream = StringIO()
    console = Console(
        file=stream,
        width=min(presentation.width or 100, 100),
        force_terminal=True,
        color_system=presentation.colors,  # type: ignore[arg-type]
        legacy_windows=False,
    )
    console.print(Markdown(text))
    return stream.getvalue()


PAGE = Reporter("rule", "text", render, encoding=None)
