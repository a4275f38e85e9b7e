"""Registering the manual step that a finding is about."""
