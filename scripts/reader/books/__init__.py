"""The files to take along: EPUB, PDF, and the site as a zip."""
