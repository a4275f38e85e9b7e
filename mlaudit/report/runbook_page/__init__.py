"""The runbook as a page of Markdown that a person follows, and writes notes into."""
