"""Pipelines of hosts of repositories: check, build and publish on every push."""

from __future__ import annotations

from pathlib import Path
from string import Template

from desknote import __version__

PLACES = {"github": ".github/workflows/notes.yml", "gitlab": ".gitlab-ci.yml"}
"""Where each host looks for its file, from the top of the repository."""


def pipeline(host: str, package: str = f'"desknote=={__version__}"') -> str:
    """The pipeline for ``host`` (a key of :data:`PLACES`); ``package`` is what pip is told to install."""
    from desknote.system_needs import NEEDS, packages

    text = (Path(__file__).resolve().parent / f"{host}.yml").read_text("utf-8")
    wanted = " ".join(packages([n for n in NEEDS if not n.tests_only], "apt-get"))
    return Template(text).safe_substitute(packages=wanted, package=package)
