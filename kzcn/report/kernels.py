"""Kernels for the report: ordinary ipykernels, forked if the command has prepared for it, else started as usual."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client import AsyncKernelManager
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from jupyter_core.utils import run_sync

from kzcn.report import forked


class _Provisioner(LocalProvisioner):
    """Forks a kernel of this interpreter; starts any other kernel as a program."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        own = Path(cmd[0]).resolve() == Path(sys.executable).resolve() and cmd[1:3] == ["-m", "ipykernel_launcher"]
        if not (forked.prepared() and own):
            return await super().launch_kernel(cmd, **kwargs)
        # In a thread, because the first fork waits until the imports are done.
        process = await asyncio.to_thread(
            forked.Forked, [word for word in cmd[3:] if not word.startswith("-X")], kwargs["env"], kwargs.get("cwd")
        )
        self.process = process
        self.pid = self.pgid = process.pid
        return self.connection_info


class Manager(AsyncKernelManager):
    """A kernel manager that forks if it can, and on Linux talks to its kernel over private sockets, not over ports that others could take."""

    provisioner: Any

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if sys.platform == "linux":
            self.transport = "ipc"
            self._folder = tempfile.TemporaryDirectory(prefix="kzcn-")
            self.connection_file = str(Path(self._folder.name) / "kernel.json")
            self.ip = str(Path(self._folder.name) / "kernel")

    async def _async_pre_start_kernel(self, **options: Any) -> Any:
        if self.provisioner is None:
            self.provisioner = _Provisioner(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
        return await super()._async_pre_start_kernel(**options)

    pre_start_kernel = run_sync(_async_pre_start_kernel)

    def exit_code(self) -> int | None:
        """Returns the exit code of the kernel (negative: the signal that ended it), None while it runs."""
        provisioner = self.provisioner
        return provisioner.process.poll() if isinstance(provisioner, LocalProvisioner) and provisioner.process else None
