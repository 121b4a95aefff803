"""Models that run on this machine. Each is behind a protocol of `base`; `registry` says which there are."""
