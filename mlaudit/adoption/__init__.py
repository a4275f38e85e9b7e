"""What a repository needs to adopt mlaudit: a configuration, a hook and a job that scans.

Nothing here writes: a proposal says what file to write, or what to add to one that is there.
"""

from mlaudit.adoption.plan import propose
from mlaudit.adoption.proposal import Proposal, Way

__all__ = ["Proposal", "Way", "propose"]
