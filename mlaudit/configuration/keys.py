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
_CONFIDENCES = tuple(confidence.value for confidence in Confidence)
_PATTERN = Text("a pattern as in .gitignore, without `!`", r"[^!].*")
_PATTERNS = ListOf(_PATTERN, least=1)
_REASON = Text("the reason")
_BELOW = Text("a path below the configuration's folder", r"(?!/|.*\.\.|~)[^\\:]+")
_OPEN = Text('a text, or `""` until somebody knows', r".*")
_NAMES = Either(str, Text(), ListOf(Text()))

OVERRIDE = Table(
    (
        Key("paths", _PATTERNS, "The files that this is about.", required=True),
        Key("reason", Text(), "Why, for the next person.", required=True),
        Key("ignore", _RULES, "Findings of these rules there are no problem: status `ignored`."),
        Key(
            "severity",
            TableOf(RuleName(), Choice(_SEVERITIES)),
            "Severity of the findings of a rule or family there.",
        ),
    )
)

MANUAL_STEP = Table(
    (
        Key("id", Text("a short name", r"\S+"), "A name of its own.", required=True),
        Key("what", Text(), "What a person does, in one sentence.", required=True),
        Key("who", _OPEN, "Who does it: a person, a team, a role."),
        Key("how", _OPEN, "Where that is explained: a file, a heading in it, an address."),
        Key("why", _OPEN, "Why no machine does it."),
        Key("produces", ListOf(Text()), "The files or other artifacts that come of it."),
        Key("needs", ListOf(Text()), "What it takes."),
        Key("before", _NAMES, "Steps that wait for it."),
        Key("after", _NAMES, "Steps that it waits for."),
        Key("until", Date(), "The day by which somebody looks whether this is still true."),
        Key("rule", RuleName(), "The rule whose finding it answers."),
        Key("subject", Text(), "The subject of that finding."),
        Key("paths", _PATTERNS, "Where that finding stands."),
    )
)

ROOT = Table(
    (
        Key(
            "profile",
            Choice(("default", "strict", "audit")),
            "How much is shown: what is certain enough to act on; low severities, too; everything.",
            default='"default"',
            example='profile = "strict"',
        ),
        Key(
            "select",
            _RULES,
            "Show findings of these rules and families alone.",
            default="all",
            example='select = ["inputs", "order", "ENV001"]',
        ),
        Key(
            "exclude",
            Either(dict, TableOf(_PATTERN, _REASON), ListOf(_PATTERN)),
            "Files and folders that are not read; as a table, with the reason for each. They are "
            "still known to be there, and count as skipped.",
            example='exclude = ["third_party/", "*_old.ipynb"]',
        ),
        Key(
            "baseline",
            _BELOW,
            "The file of accepted findings.",
            default='".mlaudit-baseline.json"',
            example='baseline = "ci/mlaudit-baseline.json"',
        ),
        Key(
            "fail-on",
            Choice(("new", "any", "never")),
            "Which findings make a scan fail: those that the baseline does not hold, those that "
            "it holds, too, or none.",
            default='"new"',
            example='fail-on = "any"',
        ),
        Key(
            "min-severity",
            Choice(_SEVERITIES),
            "Findings of less severity never make a scan fail.",
            default='"medium"',
            example='min-severity = "high"',
        ),
        Key(
            "min-confidence",
            Choice(_CONFIDENCES),
            "Findings of less confidence never make a scan fail.",
            default='"medium"',
            example='min-confidence = "high"',
        ),
        Key(
            "ignore",
            Either(dict, TableOf(RuleName(), _REASON), _RULES),
            "Do not show findings of these rules and families; as a table, with the reason for "
            "each. The score stays the same.",
            example='[ignore]\nunpinned-base-image = "images are rebuilt every night"',
        ),
        Key(
            "severity",
            TableOf(RuleName(), Choice((*_SEVERITIES, "off"))),
            "Severity of a rule or family, instead of its own; `off`: the rule is not asked.",
            example='[severity]\nnotebooks = "low"\nimplicit-order = "high"\nLOV002 = "off"',
        ),
        Key(
            "overrides",
            ListOf(OVERRIDE),
            "Settings for parts of the tree; later ones win.",
            example='[[overrides]]\npaths = ["notebooks/sketches/"]\n'
            'ignore = ["notebooks"]\nreason = "drawn once, never run again"',
        ),
        Key(
            "call",
            ListOf(CatalogEntry()),
            "What functions of your own read and write, in the words of the catalogue.",
            example='[[call]]\nname = "acme.io.save_model"\neffect = "write"\nkind = "model"\n'
            'path = { position = 1, keyword = "path" }',
        ),
        Key(
            "manual-step",
            ListOf(MANUAL_STEP),
            "Work that a person does, registered so that the next person finds it.",
            example='[[manual-step]]\nid = "export-customers"\n'
            'what = "Export the customers table from the CRM"\nwho = "data team"\n'
            'how = "docs/export.md"\nwhy = "the CRM has no API"\n'
            'produces = ["data/raw/customers.csv"]',
        ),
    ),
    refused=dict.fromkeys(("plugin", "plugins"), _NO_CODE),
)
