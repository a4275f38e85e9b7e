"""What library calls, command lines and file names mean, as data."""
