"""Rules about the way from a finished artifact to the people and services that use it."""
