"""How commands of Stata name the files that they are about."""

from __future__ import annotations

import re

from mlaudit.patterns import lazy_regex

PATH = r"""(?:`?"([^"]*)"'?|([^\s,]+))"""

FORMS: tuple[tuple[str, str, str], ...] = (
    (r"use\s+(?:.*\busing\s+)?", "use", ".dta"),
    (r"(?:sa|sav|save|saveold)\s+", "save", ".dta"),
    (r"postfile\b.*?\busing\s+", "save", ".dta"),
    (r"(?:merge|append|joinby|cross|mmerge|merge1)\b.*?\busing\s+", "use", ".dta"),
    (r"(?:import|insheet|infix|infile)\b.*?\busing\s+", "import", ".csv"),
    (r"import\s+(?:delimited|excel|sas|spss|sasxport\d?)\s+(?!.*\busing\b)", "import", ""),
    (r"(?:export|outsheet|outfile)\b.*?\busing\s+", "export", ".csv"),
    (r"gr(?:a|ap|aph)?\s+export\s+", "graph_export", ""),
    (r"gr(?:a|ap|aph)?\s+save\s+", "graph_export", ".gph"),
    (r"(?:esttab|estout|outreg2?|texsave|tabout|asdoc)\b.*?\busing\s+", "export_table", ""),
    (r"putexcel\s+set\s+", "export_table", ".xlsx"),
    (r"est(?:imates)?\s+save\s+", "estimates_save", ".ster"),
    (r"est(?:imates)?\s+use\s+", "estimates_use", ".ster"),
    (r"erase\s+|rm\s+", "erase", ""),
    (r"mkdir\s+", "mkdir", ""),
    (r"cd\s+", "cd", ""),
)
"""How a command begins before the file, what it is called in the catalogue, the usual ending."""
READ_FORMS = tuple(
    (lazy_regex(start + PATH, re.IGNORECASE), name, ending) for start, name, ending in FORMS
)
DO = lazy_regex(r"(?:do|run|include)\s+" + PATH)
COPY = lazy_regex(r"copy\s+" + PATH + r"\s+" + PATH)
