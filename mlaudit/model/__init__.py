"""The words of mlaudit as frozen dataclasses; imports nothing else of mlaudit."""
