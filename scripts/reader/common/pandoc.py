"""What pandoc needs to be started with."""

import os


def pandoc_environment(**variables: str) -> dict[str, str]:
    """Return this environment, with more variables, and a locale in which pandoc can name every file.

    In a locale such as C, pandoc takes paths with other than ASCII letters for invalid.
    """
    chosen = next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "")
    locale = {} if "utf8" in chosen.lower().replace("-", "") else {"LC_ALL": "C.UTF-8"}
    return {**os.environ, **locale, **variables}
