"""Where the nodes of a picture go: in layers from what comes first to what it leads to."""
