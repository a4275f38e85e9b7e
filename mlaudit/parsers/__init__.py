"""Parsers: the bytes of one file in, Facts out; pure, cacheable, parallel."""
