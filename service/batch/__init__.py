"""An archive of articles in, a line of results for each out."""
