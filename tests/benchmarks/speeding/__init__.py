"""Measures whole processes: what a scan costs beside what merely reading the files costs."""
