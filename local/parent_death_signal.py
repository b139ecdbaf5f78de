"""Replace this process with a program that is terminated when its parent dies.

``parent_death_signal.py PARENT_PID PROGRAM ARGUMENTS``. It sets the parent-death signal of prctl(2).

The launcher runs it as a script without the site packages, which takes some milliseconds. It is not a ``preexec_fn``,
because that would run Python between fork and exec, where a Ctrl-C is lost.
"""

import os
import signal
import sys

_PR_SET_PDEATHSIG = 1

if __name__ == "__main__":
    parent, program = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":  # other kernels have no such signal
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # the parent died before the signal was set
            sys.exit(1)
    os.execvp(program[0], program)  # noqa: S606 - the program that the launcher names
