"""DVC: pipelines, pointer files, lock files and remotes."""
