"""A scan as one page of HTML that works offline, with and without JavaScript."""
