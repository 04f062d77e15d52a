"""A run over many files: the only reader and writer of texts, in one process or several."""
