"""Editions of one's own: made anew, and given a newer program."""
