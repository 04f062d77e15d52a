"""Rules for the other marks of punctuation."""
