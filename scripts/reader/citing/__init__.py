"""What can be cited, and how: records, formats, references in five styles, tags for citation software."""
