"""Files that tell servers of models what to load."""
