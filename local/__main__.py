"""Start the embedded stack: ``python -m local run`` or ``python -m local services``."""

import sys

from local.shutdown import Shutdown

if __name__ == "__main__":
    shutdown = Shutdown()
    try:
        shutdown.install_handlers()
        # Imported here because the SDKs take a second to load, during which Ctrl-C must work, too.
        from local.cli import main

        code = main(shutdown)
    except KeyboardInterrupt:
        code = 130
    shutdown.ignore_signals()
    sys.exit(code)
