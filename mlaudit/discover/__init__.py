"""Which files a tree has, and what git, LFS and annex say of them."""

from mlaudit.discover.ignore import is_ignored
from mlaudit.discover.links import follow_links
from mlaudit.discover.project import discover, skipped_around

__all__ = ["discover", "follow_links", "is_ignored", "skipped_around"]
