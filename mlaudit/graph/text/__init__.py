"""What the text of files says that no step of the workflow does."""
