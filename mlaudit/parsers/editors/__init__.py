"""Files by which editors start programs."""
