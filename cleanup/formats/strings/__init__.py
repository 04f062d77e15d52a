"""Tables of strings: which of their fields are text, and the codes in them that are none."""
