"""The page of proposals: its HTML, style and script."""
