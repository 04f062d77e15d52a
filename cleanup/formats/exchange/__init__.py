"""Files that translators exchange: the translation is text, the source is left alone."""
