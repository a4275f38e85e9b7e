"""Jobs of managed platforms, as the files declare them that a person or a pipeline deploys."""
