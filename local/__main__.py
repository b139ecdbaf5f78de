"""Start the embedded stack: ``python -m local run`` or ``python -m local services``."""

import sys

from local.ending import Ending

if __name__ == "__main__":
    ending = Ending()
    try:
        ending.install()
        # Here, because importing the SDKs takes a second, in which Ctrl-C may come too.
        from local.cli import main

        code = main(ending)
    except KeyboardInterrupt:
        code = 130
    ending.finish()
    sys.exit(code)
