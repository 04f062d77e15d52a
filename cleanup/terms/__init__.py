"""The ground of a glossary: its entries, the files they are read from, and several files merged into one."""
