"""The learner's folder: my_network.py, what goes into it, how far it is, and help on the way."""

from .hints import hint
from .keeping import keep, unkeep
from .network import my_network
from .progress import progress
from .solutions import solution

__all__ = ["hint", "keep", "my_network", "progress", "solution", "unkeep"]
