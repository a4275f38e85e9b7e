"""Manual steps that a project registers: tables of its configuration, and comments in code."""
