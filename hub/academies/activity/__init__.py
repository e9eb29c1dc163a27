"""“Who did what”: Wagtail's log of one academy's pages, rows and files, for those who manage it, in sentences."""
