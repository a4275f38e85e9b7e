"""`mlaudit rules` and `mlaudit rule`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.cli.options import Format, NoColor, Plugins, Width

if TYPE_CHECKING:
    from mlaudit.judge.rule import Rule


def rules(
    format_: Format = "text",
    width: Width = None,
    no_color: NoColor = False,
    plugin: Plugins = None,
) -> None:
    """List the rules that are installed."""
    from mlaudit.cli.output import choose_reporter, present, show

    reporter = choose_reporter("rules", format_)
    show(reporter, load_rules(), present(".", width=width, no_color=no_color))


def rule(
    name: Annotated[str, typer.Argument(metavar="SLUG-OR-CODE", help="One of its names.")],
    width: Width = None,
    no_color: NoColor = False,
    plugin: Plugins = None,
) -> None:
    """Explain a rule: what it finds, why that hurts, how to mend it, and examples."""
    from mlaudit.cli.output import present, show
    from mlaudit.report.rule_page import PAGE

    show(PAGE, _find_rule(name), present(".", width=width, no_color=no_color))


def load_rules() -> tuple[Rule, ...]:
    """The installed rules."""
    from mlaudit.judge.loading import installed_rules

    return installed_rules()


def _find_rule(name: str) -> Rule:
    from mlaudit.gate.selection import explain_unknown

    by_name = {key.casefold(): rule for rule in load_rules() for key in (rule.code, rule.slug)}
    if name.casefold() not in by_name:
        raise Stop(ExitCode.USAGE, explain_unknown(name, by_name))
    return by_name[name.casefold()]
