"""The chapter as a whole: whether it is one at all, whole, and where it belongs."""
