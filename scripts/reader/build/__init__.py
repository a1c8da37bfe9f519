"""The steps of a build, before and after an engine renders the pages."""
