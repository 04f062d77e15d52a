"""What a person decided about proposals: the file it is kept in, and what it makes of the findings of a text."""
