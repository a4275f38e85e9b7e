"""`python -m mlaudit`."""

import sys

if __name__ == "__main__":
    # Python puts the current directory first, and that may be the scanned tree: neither its modules
    # nor what it calls an installed plugin may be loaded.
    if not sys.flags.safe_path:
        del sys.path[0]

    from mlaudit.cli.app import main

    main()
