"""Python-Markdown extensions: they turn what the edition's own logic finds into HTML, under any engine."""
