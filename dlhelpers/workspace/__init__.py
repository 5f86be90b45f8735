"""The learner's folder: its lessons and my_network.py, what goes into it, how far it is, and help on the way."""

from .help import blank, hint, solution
from .keeping import keep, unkeep
from .network import my_network
from .place import finished_lesson, work_in
from .progress import progress

__all__ = ["blank", "finished_lesson", "hint", "keep", "my_network", "progress", "solution", "unkeep", "work_in"]
