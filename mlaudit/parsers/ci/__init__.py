"""Reads the files of continuous-integration systems; one package or module a system."""
