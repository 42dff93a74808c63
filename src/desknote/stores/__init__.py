"""Where a site is put: a folder elsewhere, a server, object storage; only what changed, and back again."""

from desknote.stores.deliver import deliver, foreseen, return_foreseen, roll_back
from desknote.stores.lock import sender
from desknote.stores.plan import Plan, State, plan
from desknote.stores.target import Target, is_url, open_target

__all__ = [
    "Plan",
    "State",
    "Target",
    "deliver",
    "foreseen",
    "is_url",
    "open_target",
    "plan",
    "return_foreseen",
    "roll_back",
    "sender",
]
