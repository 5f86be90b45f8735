"""The tests run side by side: each notebook as a whole in one process, and one thread for each process."""

import os

import pytest
from xdist.scheduler import LoadScopeScheduling

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class FileByFile(LoadScopeScheduling):
    """Give each process a file at a time, and of the blank exercises, which take long, one."""

    def _split_scope(self, nodeid):
        file, *_ = nodeid.split("::")
        return nodeid if file.endswith("test_exercises.py") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return FileByFile(config, log)
