"""Databricks: https://docs.databricks.com/aws/en/dev-tools/bundles/."""
