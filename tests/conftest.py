"""What all tests share: Hypothesis without deadlines, which would measure how busy the machine is, and a cache of their
own, so that no answer of yesterday's decides about today's tests, and sources that are compiled once."""

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# The examples are the same at every run, so that a change is judged by what it changes. `CLEANUP_EXPLORE=1` tries new
# ones each time; what that finds becomes an example of its test.
settings.register_profile(
    "cleanup",
    deadline=None,
    derandomize=not os.environ.get("CLEANUP_EXPLORE"),
    suppress_health_check=[HealthCheck.too_slow],  # that, too, is how busy the machine is
)
settings.load_profile("cleanup")

# A shell starts what it puts into the background with Ctrl-C ignored, and all its children inherit that: the tests that
# interrupt a command would wait for ever.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Hundreds of tests start the command as a process of its own. Compiling its modules each time takes longer than most of
# what they ask of it, so the compiled ones are kept, as they are for a user, whatever this environment says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache folder for this run of the tests."""
    before = os.environ.get("CLEANUP_CACHE")
    os.environ["CLEANUP_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["CLEANUP_CACHE"]
    else:
        os.environ["CLEANUP_CACHE"] = before
