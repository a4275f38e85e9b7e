"""The command line: one module a command; argument parsing and nothing else."""
