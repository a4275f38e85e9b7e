"""dbt: https://docs.getdbt.com/reference/dbt_project.yml."""
