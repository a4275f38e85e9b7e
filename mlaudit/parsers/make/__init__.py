"""Reads makefiles: targets as steps, with variables expanded as far as the file tells."""
