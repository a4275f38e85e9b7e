"""Task runners: tools that start commands by a name."""
