"""Rules about what only the kernel of a notebook knows."""
