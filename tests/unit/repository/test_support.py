"""Programs for developers that no test starts can at least be started."""

import importlib

import pytest


@pytest.mark.parametrize("name", ["contact_sheets", "screenshots", "subset_fonts"])
def test_a_program_of_tests_support_finds_all_that_it_imports(name):
    assert importlib.import_module(f"tests.support.{name}").main
