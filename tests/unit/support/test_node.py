"""The unit tests of the scripts, in tests/js, which Node.js runs."""

from tests.support import node


def test_the_scripts_do_what_their_own_tests_say():
    done = node.run_package_script("test")
    assert done.returncode == 0, done.stdout
