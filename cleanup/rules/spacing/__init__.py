"""Rules for space between words and around marks."""
