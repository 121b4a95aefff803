"""The vocabulary: what is read, drafted, judged and answered, and every error. No input or output."""
