"""What articles come out of."""
