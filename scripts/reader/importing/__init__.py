"""A received file turned into the pages of a paper."""
