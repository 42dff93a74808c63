"""``python -m desknote.cli``."""

import sys

from desknote.cli.app import main

sys.exit(main())
