"""Proposals and decisions: one file of decisions, made at the terminal, in a page or by hand, that `clean` applies."""
