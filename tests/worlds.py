"""A world built once for a module or a class, of which each test gets a copy.

Building a council in session takes longer than most tests on it. Its rows are written in a transaction around
them; every test runs in a savepoint within it and gets deep copies, so nothing that one changes is seen by the next.
"""

import inspect
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any, Literal

import pytest
from django.core.cache import cache
from django.db import transaction


def shared(make: Callable[[], Any], scope: Literal["class", "module"] = "module") -> tuple[Any, Any]:
    """Two fixtures, `_x_once, x = shared(x)`: the world of the module or class, and the test's copy of it."""
    name = f"_{make.__name__}_once"

    @pytest.fixture(scope=scope, name=name)
    def once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        with django_db_blocker.unblock():
            around = transaction.atomic()
            around._from_testcase = True  # type: ignore[attr-defined] # durable blocks may run inside, as in a TestCase
            with around:
                yield make()
                transaction.set_rollback(True)

    def copied(**asked: Any) -> Any:
        cache.clear()
        return deepcopy(asked[name])

    # named in the signature, so that pytest makes the module's world before the transaction of the test begins
    wanted = [inspect.Parameter(given, inspect.Parameter.KEYWORD_ONLY) for given in (name, "db")]
    copied.__signature__ = inspect.Signature(wanted)  # type: ignore[attr-defined]
    return once, pytest.fixture(name=make.__name__)(copied)
