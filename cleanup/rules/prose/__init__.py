"""What rules ask about the prose: its words, where a position lies, and who speaks."""
