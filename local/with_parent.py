"""Become another program that ends with the process that has started it: ``with_parent.py PID PROGRAM ARGUMENTS``.

Run as a script, without the site packages, so that it takes some milliseconds. It is a program, and no ``preexec_fn``,
because that runs Python between fork and exec, where a Ctrl-C is lost.
"""

import os
import signal
import sys

_PR_SET_PDEATHSIG = 1

if __name__ == "__main__":
    parent, program = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":  # elsewhere the kernel cannot
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it ended before
            sys.exit(1)
    os.execvp(program[0], program)  # noqa: S606 - the program that the launcher names
