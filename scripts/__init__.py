"""The program: commands, MkDocs' hooks, Python-Markdown extensions, and the reader's own packages."""
