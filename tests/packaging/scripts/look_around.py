"""Says as JSON what plugins an environment has, and what of some packages cannot be imported.

Called with the packages. Left out are the modules for the tests of others, which are welcome to
need pytest, and those that run a program when they are imported.
"""

import importlib
import json
import pkgutil
import sys

import attrs

from mystery_shopping.plugins import PluginHost

_LEFT_OUT = {"testing", "__main__"}
# The server of mail that `testing` of this plugin starts.
_OF_TESTING = {"mystery_shopping_email._hooks"}


def modules(package: str) -> list[str]:
    """List the modules of a package that its users import."""
    paths = importlib.import_module(package).__path__
    found = [package]
    for row in pkgutil.iter_modules(paths, f"{package}."):
        if row.name not in _OF_TESTING and row.name.rpartition(".")[2] not in _LEFT_OUT:
            found += modules(row.name) if row.ispkg else [row.name]
    return found


def homes(names: list[str]) -> dict[str, str]:
    """Import modules and return the file of each."""
    return {name: str(importlib.import_module(name).__file__) for name in names}


def main(*packages: str) -> None:
    """Print what there is."""
    found = {package: homes(modules(package)) for package in packages}
    plugins = [attrs.asdict(report) for report in PluginHost().plugins]
    json.dump({"modules": found, "plugins": plugins, "path": sys.path}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
