"""One Chromium for all tests that look at pages as a person does."""

import os
import shutil

import pytest


@pytest.fixture(scope="session")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api", reason='needs Playwright: pip install -e ".[browser]"')
    names = [os.environ.get("CHROMIUM", "chromium"), "chromium-browser", "google-chrome"]
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip("needs Chromium, or its path in the variable CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()
