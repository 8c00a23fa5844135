"""Entry point: ``python tools …`` puts the checkout on the path and calls the command line."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)
sys.dont_write_bytecode = True

from tools.cli import main  # noqa: E402 - the path has to be set first

sys.exit(main())
