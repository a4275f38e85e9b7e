"""Rules about lineage, tracking, validation and failures that nobody sees."""
