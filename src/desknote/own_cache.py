"""The user's own cache folder, for what is run or taken as it is: a workspace's may come from anybody."""

from __future__ import annotations

import os
from pathlib import Path


def user_cache() -> Path:
    """The user's own cache folder for desknote."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(home) if home.startswith("/") else Path.home() / ".cache") / "desknote"


def is_ours(path: Path) -> bool:
    """Whether a file belongs to the user who runs this. Raises OSError where it is not there."""
    return not hasattr(os, "geteuid") or path.stat().st_uid == os.geteuid()
