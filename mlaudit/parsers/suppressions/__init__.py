"""Notes in a file by which a person sets findings aside: one module for each syntax of comments.

A module with a `SYNTAX` is found by being there; nothing lists them.
"""
