"""A translator's workbench: terms, names, numbers, memory, checks, and the files that other tools read."""
