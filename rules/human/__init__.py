"""Rules about runs that wait for a person."""
