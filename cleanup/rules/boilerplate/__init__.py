"""Rules for what belongs to a site, a tool or a translator and not to the text."""
