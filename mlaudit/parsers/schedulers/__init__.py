"""Files of the machine that starts programs by the clock, at boot or by name."""
