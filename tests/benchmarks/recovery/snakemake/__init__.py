"""Truth from Snakefiles, read without mlaudit's own parser.

The format: https://snakemake.readthedocs.io/en/stable/snakefiles/rules.html
"""
