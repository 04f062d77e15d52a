"""What comes from others, on its way in and out: files opened, tables and markup read within limits, text shown so that
a terminal obeys nothing in it."""
