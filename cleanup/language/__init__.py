"""English: its words and names, and how forms are folded so that spellings of one word compare equal."""
