"""An archive in, a summary of each article out."""
