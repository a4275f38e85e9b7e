"""Names of R and what they mean."""

from __future__ import annotations

MEANINGS = {
    "file.path": "os.path.join",
    "path": "os.path.join",
    "path_join": "os.path.join",
    "dirname": "os.path.dirname",
    "path_dir": "os.path.dirname",
    "basename": "os.path.basename",
    "path_file": "os.path.basename",
    "normalizePath": "os.path.abspath",
    "path.expand": "os.path.expanduser",
    "path_abs": "os.path.abspath",
    "file.exists": "os.path.exists",
    "file_exists": "os.path.exists",
    "dir.exists": "os.path.isdir",
    "dir_exists": "os.path.isdir",
    "getwd": "os.getcwd",
    "setwd": "os.chdir",
    "Sys.glob": "glob.glob",
    "system": "os.system",
    "here": "pyprojroot.here",
    "subprocess.run": "subprocess.run",
    "os.getenv": "os.getenv",
    "os.system": "os.system",
    "ArgumentParser": "argparse.ArgumentParser",
    "argparse.ArgumentParser": "argparse.ArgumentParser",
}
"""Functions of R that do what a function of Python does."""
