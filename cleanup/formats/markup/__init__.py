"""XML and HTML: where tags, text and references stand in a source. Nothing is ever written by these modules."""
