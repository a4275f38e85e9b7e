"""Does the gate stay quiet on harmless edits, and does it name each new undocumented step?"""
