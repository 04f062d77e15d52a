"""Rules for quotation marks, and the reading of the marks of a text that they rest on."""
