"""The glossary, its mentions in the papers, and what is shown and published of them."""
