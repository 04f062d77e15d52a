"""The documentation: pages in Markdown, which ship with the tool."""
