"""Named questions about a Workflow that several rules ask."""
