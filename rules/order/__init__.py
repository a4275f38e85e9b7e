"""Rules about what must run before what, and who starts it."""
