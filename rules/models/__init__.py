"""Rules about foundation models, prompts and indexes."""
