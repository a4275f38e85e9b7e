"""Every key of the configuration: the one declaration that all else follows from."""

from __future__ import annotations

from mlaudit.configuration.calls import CatalogEntry
from mlaudit.configuration.kinds import Choice, Date, Either, ListOf, RuleName, TableOf, Text
from mlaudit.configuration.table import Key, Table
from mlaudit.model.vocabulary import Confidence, Severity

_NO_CODE = (
    "a configuration comes with the repository, and loads no code: install the plugin beside "
    "mlaudit, or name its file on the command line, --plugin FILE"
)
_RULES = ListOf(RuleName())
_SEVERITIES = tuple(severity.value for severity in Severity)
_PATTERN = Text("a pattern as in .gitignore, without `!`", r"[^!].*")
_PATTERNS = ListOf(_PATTERN, least=1)
_NAMES = Either(str, Text(), ListOf(Text()))

OVERRIDE = Table(
    (
        Key("paths", _PATTERNS, "Patterns of the files that this is about.", required=True),
        Key("ignore", _RULES, "Findings of these rules there are no problem: status `ignored`."),
        Key(
            "severity",
            TableOf(RuleName(), Choice(_SEVERITIES)),
            "Severity of the findings of a rule or family there.",
        ),
        Key("reason", Text(), "Why, for the next person.", required=True),
    ),
    {},
)

MANUAL_STEP = Table(
    (
        Key("id", Text("a short name", r"\S+"), "A name of its own.", required=True),
        Key("what", Text(), "What a person does, in one sentence.", required=True),
        Key("who", Text(), "Who does it: a person, a team, a role."),
        Key("how", Text(), "Where that is explained: a file, an anchor in it, an address."),
        Key("why", Text(), "Why no machine does it."),
        Key("produces", ListOf(Text()), "The files or other artifacts that come of it."),
        Key("needs", ListOf(Text()), "What it takes."),
        Key("before", _NAMES, "Steps that wait for it."),
        Key("after", _NAMES, "Steps that it waits for."),
        Key("until", Date(), "The day by which somebody looks whether this is still true."),
        Key("rule", RuleName(), "The rule whose finding it answers."),
        Key("subject", Text(), "The subject of that finding."),
        Key("paths", _PATTERNS, "Where that finding stands."),
    ),
    {},
)

ROOT = Table(
    (
        Key(
            "profile",
            Choice(("default", "strict", "audit")),
            "How much is shown: what is certain enough to act on; low severities, too; everything.",
            '`"default"`',
        ),
        Key("select", _RULES, "Show findings of these rules and families alone.", "all"),
        Key(
            "ignore",
            Either(dict, TableOf(RuleName(), Text("the reason")), _RULES),
            "Do not show findings of these rules and families; as a table, with the reason for "
            "each. The score does not change.",
        ),
        Key(
            "severity",
            TableOf(RuleName(), Choice((*_SEVERITIES, "off"))),
            "Severity of a rule or family instead of its own; `off`: the rule is not asked.",
        ),
        Key(
            "exclude",
            Either(dict, TableOf(_PATTERN, Text("the reason")), ListOf(_PATTERN)),
            "Patterns of files and folders that are not scanned; as a table, with the reason for "
            "each. The report counts them as skipped.",
        ),
        Key(
            "baseline",
            Text("a path below the configuration's folder", r"(?!/|.*\.\.|~)[^\\:]+"),
            "The file of accepted findings.",
            '`".mlaudit-baseline.json"`',
        ),
        Key(
            "fail-on",
            Choice(("new", "any", "never")),
            "Which findings end a scan with exit code 1: those that are not in the baseline, all "
            "that are shown as problems, none.",
            '`"new"`',
        ),
        Key(
            "min-severity",
            Choice(_SEVERITIES),
            "Findings of less severity never fail a scan.",
            '`"medium"`',
        ),
        Key(
            "min-confidence",
            Choice(tuple(confidence.value for confidence in Confidence)),
            "Findings of less confidence never fail a scan.",
            '`"medium"`',
        ),
        Key("overrides", ListOf(OVERRIDE), "Settings for parts of the tree; later ones win."),
        Key(
            "call",
            ListOf(CatalogEntry()),
            "What functions of your own read and write, in the words of the catalogue.",
        ),
        Key("manual-step", ListOf(MANUAL_STEP), "Work that a person does, registered."),
    ),
    dict.fromkeys(("plugin", "plugins", "rules-path", "local-rules"), _NO_CODE),
)
