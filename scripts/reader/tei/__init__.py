"""The edition as TEI P5: each paper, the glossary, the bibliography, and all of them as one corpus."""
