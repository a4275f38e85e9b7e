"""The workflow as a picture: one set of nodes and edges, and a module for each format of it."""
