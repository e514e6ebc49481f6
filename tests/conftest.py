"""Options and fixtures of the whole suite."""

import os
import signal

import pytest
from hypothesis import settings

# The laws are tried with the same examples each time, so that the suite fails because of a change and not by luck.
# Who looks for more takes `--hypothesis-profile=explore`: other examples each time, and ten times as many.
settings.register_profile("reproducible", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=1000)
settings.load_profile("reproducible")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the expectations of fixtures/ from what comes out")


def pytest_configure(config: pytest.Config) -> None:
    # Who starts the tests may ignore a signal, as `nohup` does, and whatever they start would ignore it too.
    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    # The command is started hundreds of times: each run would compile all modules anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if config.getoption("--accept") and os.environ.get("CI"):
        raise pytest.UsageError("--accept is for people who read the diff, not for CI")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    # Several processes would write the same expectations at once.
    if config.getoption("--accept"):
        config.option.numprocesses = config.option.tx = None
        config.option.dist = "no"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "clients":
            item.add_marker(pytest.mark.clients)
