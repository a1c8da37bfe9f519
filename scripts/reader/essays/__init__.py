"""Essays checked against this reader: the command that does what the page /about/check/ does."""
