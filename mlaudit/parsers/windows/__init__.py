"""Scripts of the shells of Windows, read as what they would be in a Unix shell."""
