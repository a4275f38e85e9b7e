"""Parts of code that a framework runs as steps of their own: tasks of flows, steps of pipelines."""
