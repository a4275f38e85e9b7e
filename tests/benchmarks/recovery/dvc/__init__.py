"""Truth from dvc.yaml files, read without mlaudit's own parser.

The format: https://dvc.org/doc/user-guide/project-structure/dvcyaml-files
"""
