"""Rules about the software that the workflow needs."""
