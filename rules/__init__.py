"""The rules that come with mlaudit, found through the entry-point group of every plugin."""
