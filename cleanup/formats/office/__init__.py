"""Files of word processors: archives of XML."""
