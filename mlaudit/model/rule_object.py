"""What a workflow tool hands to a script as an object of its own."""

from __future__ import annotations

from mlaudit.model.immutable import immutable


@immutable
class RulePart:
    """An argument of a directive: `input: "a.csv", table=expand(…)` has two.

    Attributes:
        name: its keyword, "" where it has none.
        texts: its values as written in the rule; `{x}` stands for what varies.
        several: it is a list, however long.
    """

    name: str
    texts: tuple[str, ...]
    several: bool = False


@immutable
class RuleObject:
    """The object `snakemake` of a script or notebook that a rule runs.

    Attributes:
        rule: the name of the rule.
        directives: (name, parts) of `input`, `output`, `params`, `log`, … in the order of the rule.
        wildcards: the names that vary from job to job.
        configuration: the configuration files of the workflow, later ones over earlier ones.
    """

    rule: str
    directives: tuple[tuple[str, tuple[RulePart, ...]], ...] = ()
    wildcards: tuple[str, ...] = ()
    configuration: tuple[str, ...] = ()
