"""Task runners whose files are Python: functions that run command lines."""
