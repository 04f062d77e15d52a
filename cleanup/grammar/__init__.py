"""The grammar stage: several engines behind one protocol, and what of their answers is worth a person's time."""
