"""Rules about values that a person has to know."""
