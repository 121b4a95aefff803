"""What it takes to talk to a model's server: calls that end, what it says of itself, how it counts tokens."""
