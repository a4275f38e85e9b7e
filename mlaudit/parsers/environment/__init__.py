"""Environment files: which packages and which Python a project asks for."""
