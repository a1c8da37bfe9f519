"""The Markdown fragments that pages include."""
