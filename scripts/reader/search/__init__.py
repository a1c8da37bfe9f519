"""What the search finds: documents, Pagefind's index, files for search services."""
