"""`python -m heygen_build` is the same as `heygen-build`."""

import sys

from heygen_build.cli.main import main

sys.exit(main())
