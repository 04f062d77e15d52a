"""Texts on disk: found, read and written so that every byte that is not changed on purpose survives."""
