"""Snakemake: rules of a Snakefile as declared steps."""
