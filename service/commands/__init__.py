"""What each command takes and prints; `options`, `tables`, `progress` and `show` are what they share."""
