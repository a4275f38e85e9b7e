"""Reports for people, as text of a given width with or without colours."""
