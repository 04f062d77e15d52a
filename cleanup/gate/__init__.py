"""The gate for translated text: what `cleanup check` finds, what of it counts, and what was accepted before."""
