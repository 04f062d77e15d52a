"""One thing, one name: what competes across the chapters of a book."""
