"""Settings: the keys of a configuration file, what is read from it, and the template that `cleanup init` writes."""
