"""Justfiles (https://just.systems/man/en/)."""
