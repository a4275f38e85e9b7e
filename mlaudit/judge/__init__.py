"""Applies rules to a Workflow: what a rule is, where rules come from, which finding wins."""
