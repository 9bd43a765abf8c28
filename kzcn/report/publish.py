"""A folder that is replaced whole: at every moment the old report stands there or the new one, also when the command is killed.

A new folder is built beside the old one, then the two change places in one step of the file system (Linux and macOS; elsewhere by two
renames, mended at the next start if the first was the last). Files that the report did not make are carried over, never deleted.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".unfinished"  # stands in a new folder until it has taken its place


class CannotPublish(Exception):
    """The folder is in use or cannot be replaced; the message says how to mend it."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds a folder for this process alone, and mends what a killed one left; CannotPublish while another one holds it."""
    if folder.is_symlink():
        folder = folder.resolve()
    if folder == Path.cwd() or folder in Path.cwd().parents:
        raise CannotPublish(f"{folder.name}: the report needs a folder of its own, not the one you are in: give --out reports")
    if folder.exists() and not folder.is_dir():
        raise CannotPublish(f"{folder.name} is a file: give another --out")
    folder.parent.mkdir(parents=True, exist_ok=True)
    path = folder.parent / f".{folder.name}.lock"
    while True:
        file = path.open("a+")
        if not _lock(file.fileno()):
            file.seek(0)
            holder = file.read().strip()
            file.close()
            raise CannotPublish(f"{folder.name}: another kzcn report{f' (process {holder})' if holder else ''} is writing there: "
                                "wait for it, or give another --out")
        if path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat()):
            break
        file.close()  # its holder removed the file between our two steps
    try:
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
    finally:
        if os.name == "nt":  # an open file cannot be removed there
            file.close()
        path.unlink(missing_ok=True)
        file.close()


def _lock(descriptor: int) -> bool:
    # Both locks end with their process, however it ends.
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # past the text, which stays readable
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def begin(folder: Path, made: Callable[[Path], set[str]]) -> Path:
    """Returns a fresh folder beside `folder` to build the new one in; `made` names the files of a folder that a report made."""
    new, old = _beside(folder)
    if old.exists():
        if folder.exists():
            _remove(old, folder, made(old))
        else:
            old.rename(folder)
    if new.exists():
        if (new / UNFINISHED).exists():
            shutil.rmtree(new)
        else:
            _remove(new, folder, made(new))
    (folder / UNFINISHED).unlink(missing_ok=True)
    new.mkdir()
    (new / UNFINISHED).touch()
    return new


def finish(folder: Path, made: Callable[[Path], set[str]]) -> None:
    """Puts the folder that `begin` returned into the place of `folder`; what others put there is carried over."""
    new, old = _beside(folder)
    if folder.exists():
        ours = made(folder)
        for path in _others(folder, ours):
            name = path.relative_to(folder)
            if os.path.lexists(new / name):
                raise CannotPublish(f"{folder.name}/{name.as_posix()} is in the way and was not made by kzcn report: move it, or give another --out")
            _link(path, new / name)
        if _exchange(new, folder):
            old = new
        else:
            folder.rename(old)
            new.rename(folder)
        (folder / UNFINISHED).unlink()
        _remove(old, folder, ours)
    else:
        new.rename(folder)
        (folder / UNFINISHED).unlink()


def abandon(folder: Path) -> None:
    """Removes the folder that `begin` returned."""
    shutil.rmtree(_beside(folder)[0], ignore_errors=True)


def _beside(folder: Path) -> tuple[Path, Path]:
    return folder.parent / f".{folder.name}.new", folder.parent / f".{folder.name}.old"


def _remove(old: Path, folder: Path, ours: set[str]) -> None:
    """Removes a replaced folder; what others put there since its files were carried over is moved after them."""
    for path in _others(old, ours):
        target = folder / path.relative_to(old)
        if not os.path.lexists(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
    shutil.rmtree(old)


def _others(folder: Path, ours: set[str]) -> list[Path]:
    return [path for path in sorted(folder.rglob("*"))
            if (path.is_symlink() or path.is_file()) and path.relative_to(folder).as_posix() not in ours]


def _link(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, target, follow_symlinks=False)
    except (OSError, NotImplementedError):  # a file system without hard links
        shutil.copy2(path, target, follow_symlinks=False)


def _exchange(one: Path, other: Path) -> bool:
    """Returns whether two folders changed places in one step; False where the system cannot do so."""
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform not in ("linux", "darwin"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        here, swap = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
        failed = library.renameat2(here, names[0], here, names[1], swap)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*names, 2)  # RENAME_SWAP
    else:
        return False
    if failed:
        number = ctypes.get_errno()
        if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EXDEV):
            return False
        raise CannotPublish(f"{other.name} cannot be replaced ({os.strerror(number)}): is it a mount point? Give a folder inside it")
    return True
