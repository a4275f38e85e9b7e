"""Documents for people: the commands they name and the actions they ask for."""
