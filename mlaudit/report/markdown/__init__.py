"""A scan for a comment on a pull request, or for the summary page of a CI job."""
