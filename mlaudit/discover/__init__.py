"""Which files a tree has, and what git, LFS and annex say of them."""

from mlaudit.discover.commit import CommitTree
from mlaudit.discover.exclusion import exclude
from mlaudit.discover.ignore import is_ignored
from mlaudit.discover.links import follow_links
from mlaudit.discover.project import discover, discover_commit, skipped_around

__all__ = [
    "CommitTree",
    "discover",
    "discover_commit",
    "exclude",
    "follow_links",
    "is_ignored",
    "skipped_around",
]
