"""Reads Drone and Woodpecker, which share a way to write pipelines: their steps as steps."""
