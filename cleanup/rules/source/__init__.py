"""Words of the source language that a language model leaves in its English, with an explanation or without."""
