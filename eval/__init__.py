"""The harness: measures what the service makes. It imports the service; the service never imports it."""
