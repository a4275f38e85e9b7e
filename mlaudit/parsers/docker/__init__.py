"""Reads Dockerfiles: what an image takes in, what building it runs, and what it starts."""
