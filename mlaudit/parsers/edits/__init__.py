"""What waits in a file for a person to edit it: placeholders, and steps that are commented out."""
