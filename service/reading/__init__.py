"""What can be read off a sentence without a model: words, facts, people, reporting cues, loaded wording.

Drafting chooses and rewords by it; verification judges by it. Offsets are code points into the text given.
"""
