"""Start the embedded stack: ``python -m local run`` or ``python -m local services``."""

import sys

if __name__ == "__main__":
    try:
        # Here, because importing the SDKs takes a second, in which Ctrl-C may come too.
        from local.cli import main

        code = main()
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
