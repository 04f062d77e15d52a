"""The source beside the translation: which paragraph of the raw a paragraph renders, and how sure that is."""
