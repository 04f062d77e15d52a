"""Rules of one's own: replacements that a user writes down, run like any other rule."""
