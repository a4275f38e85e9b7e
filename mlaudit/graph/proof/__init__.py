"""What of a declaration is proved to be untouched, where all that a step runs was followed."""
