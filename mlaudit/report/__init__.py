"""What a scan found, for people and for machines: one module an output."""
