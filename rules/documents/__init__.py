"""Rules about instructions that stand in prose, comments and messages."""
