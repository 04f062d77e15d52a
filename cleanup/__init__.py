"""Repairs machine-translation damage in prose."""
