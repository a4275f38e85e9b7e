"""What a team has accepted, documented or asked to see; which findings are new and fail a build."""
