"""The tests. This file keeps them apart from a package `tests` that a dependency installs."""
