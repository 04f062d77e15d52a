"""Mines chapters for names, without a glossary: what is a name, which spellings are one, what it names, and its
source term."""
