"""GitLab CI: jobs of pipelines as declared steps."""
