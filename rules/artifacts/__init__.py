"""Rules about what the workflow makes: whether versions of it can be told apart and made again."""
