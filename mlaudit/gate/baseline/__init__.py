"""What a team has accepted: the findings of one day, in a file that it commits.

`mlaudit.gate.baseline.text` turns entries into the text of the file and back.
"""
