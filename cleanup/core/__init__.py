"""The ground floor: values, revisions, which fixes apply, and the pipeline. Imports nothing above it."""
