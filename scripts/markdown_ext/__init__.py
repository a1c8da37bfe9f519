"""Python-Markdown extensions, which turn what the edition's own logic finds into HTML under any engine."""
