"""Pronouns that do not fit the person whom they mean."""
