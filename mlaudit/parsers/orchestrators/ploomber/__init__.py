"""Ploomber: https://docs.ploomber.io."""
