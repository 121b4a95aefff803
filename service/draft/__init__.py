"""Drafters: a document in, statements and claims out, none of them trusted yet."""
