"""What each command takes and prints. They share `options`, `tables` and `show`; `cli` puts them together."""
