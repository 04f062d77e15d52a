"""The language server: what `check` finds, shown and mended in an editor while a text is written."""
