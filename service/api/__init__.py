"""The HTTP API: routes, keys, limits, and errors as problems (RFC 9457)."""
