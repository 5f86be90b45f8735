"""Hyperparameter search: many trainings side by side, on one machine or a cluster, kept in a file as they finish."""

from .searching import search
from .space import setting_of
from .table import best_first, finished, search_table
from .trial import evaluate, limits, share_right

__all__ = ["best_first", "evaluate", "finished", "limits", "search", "search_table", "setting_of", "share_right"]
