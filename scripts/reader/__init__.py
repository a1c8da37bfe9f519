"""The edition's own logic: values in, values out. Nothing here opens a file or knows a Markdown engine."""
