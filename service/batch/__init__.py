"""An archive: read lazily, summarised through crashes, searched afterwards."""
