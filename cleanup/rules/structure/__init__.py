"""Rules for headings and for what stands there twice."""
