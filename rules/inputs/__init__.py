"""Rules about what the workflow takes in: whether a stranger can get it, and the same each time."""
