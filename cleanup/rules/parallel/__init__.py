"""What is found beside the source: paragraphs, sentences, numbers and names that differ."""
