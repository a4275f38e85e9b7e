"""What an earlier scan of the same tree found, kept outside of the tree.

A cache never changes what a scan says: what is kept carries a signature of everything that it was
made from, and counts only where the signature is the same. It may be deleted at any time.

It lies in the user's own folder and never in the scanned tree, for it is read with `pickle`, and a
scanned repository must not be able to bring one along.
"""

from mlaudit.cache.contents import Digests, digest, read_digests, sign_project
from mlaudit.cache.folder import CacheFolderError, find_folder
from mlaudit.cache.store import Store, open_store

__all__ = [
    "CacheFolderError",
    "Digests",
    "Store",
    "digest",
    "find_folder",
    "open_store",
    "read_digests",
    "sign_project",
]
