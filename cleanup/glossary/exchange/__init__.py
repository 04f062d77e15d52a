"""Glossaries in the formats of other tools: a module a family, all in the table of `registry`."""
