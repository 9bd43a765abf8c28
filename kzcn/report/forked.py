"""Kernels forked from a process that has already imported everything that notebooks need.

A kernel spends most of its first two seconds on imports that are the same in every notebook. On Linux the command therefore starts one
process (the standard library's forkserver) that makes these imports once, while the command makes its own.
"""

from __future__ import annotations

import os
import sys
import threading
from multiprocessing import forkserver, get_context, parent_process

PRELOADED = [
    "ipykernel.kernelapp",
    "matplotlib.pyplot",
    "scipy.optimize",
    "kzcn.cli",
    "kzcn.corpus",
    "kzcn.statistics.official",
    "kzcn.views.figures",
    "kzcn.views.trade",
    "kzcn.views.agenda",
    "kzcn.views.actors",
    "kzcn.views.reader",
]
_prepared = False


def prepare() -> None:
    """Starts the process from which kernels are forked, without waiting for it. Only for a program that can be imported again."""
    global _prepared
    if sys.platform != "linux":  # forking after imports is unsafe on macOS; Windows cannot fork
        return
    os.environ.setdefault(
        "MPLBACKEND", "module://matplotlib_inline.backend_inline"
    )  # a kernel sets this before its first import
    get_context("forkserver").set_forkserver_preload(PRELOADED)
    forkserver.ensure_running()
    _prepared = True


def _become_kernel(arguments: list[str], environment: dict[str, str], folder: str | None) -> None:
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    if folder:
        os.chdir(folder)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(argv=[*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()  # also returns if the parent was killed
    os._exit(1)


class Forked:
    """A forked kernel with the methods of `subprocess.Popen` that a provisioner uses."""

    stdin = stdout = stderr = None

    def __init__(self, arguments: list[str], environment: dict[str, str], folder: str | None) -> None:
        self.process = get_context("forkserver").Process(target=_become_kernel, args=(arguments, environment, folder))
        self.process.start()
        self.pid = self.process.pid

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self) -> int | None:
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        if self.pid is not None and self.process.exitcode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.process.kill()

    def terminate(self) -> None:
        self.process.terminate()


def prepared() -> bool:
    """Returns whether kernels can be forked."""
    return _prepared
