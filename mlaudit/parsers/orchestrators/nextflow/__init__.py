"""Nextflow: https://www.nextflow.io/docs/latest/reference/syntax.html."""
