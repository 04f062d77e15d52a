"""What a run leaves behind: its journal, its account of each file, its summary, and what undo needs."""
