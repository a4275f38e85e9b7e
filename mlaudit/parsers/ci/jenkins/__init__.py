"""Reads Jenkinsfiles: stages as steps. Of Groovy only calls, blocks and texts are read."""
