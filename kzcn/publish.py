"""Puts outputs in place: at every moment either the complete old output or the complete new one is there, even if the command is killed.

A file is written beside its place and moved there. A folder is built beside its place, then the two are exchanged in one step of the file
system (Linux and macOS; elsewhere with two renames). The user's own files in the old folder are then moved into the new one, unchanged; if a
run is killed before that, the next one completes it. Only files that kzcn made are ever removed: a mark in the folder lists them.
"""

from __future__ import annotations

import ctypes
import errno
import fnmatch
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock, Timeout

import kzcn
from kzcn import sources
from kzcn.errors import KzcnError

MARK = ".kzcn"  # lists the files that kzcn made, even if the manifest is damaged
MANIFESTS = {"report": "report.json", "tables": "tables.json"}  # by the kind of output
DIFF = "diff.html"  # added to a report later; outdated once the report is replaced
PATIENCE = 0.1  # seconds: longer than a process needs to remove its lock file
GENERATOR = b'<meta name="generator" content="kzcn">'


class CannotPublish(KzcnError):
    """An output cannot be put in the place that was asked for."""


# The place of an output


def place(out: Path, articles: Iterable[str]) -> Path:
    """Returns the full path of an output folder; CannotPublish if it is a file, contains the working folder, or overlaps the articles."""
    folder = out.resolve()
    if Path.cwd().is_relative_to(folder):
        raise CannotPublish(
            f"{out}: an output needs a separate folder, not the working folder or one above it: give another --out"
        )
    if folder.exists() and not folder.is_dir():
        raise CannotPublish(f"{out} is a file: give another --out")
    for address in articles:
        if _meets(folder, address):
            raise CannotPublish(
                f"{out}: an output cannot be in, on or above the folder of its articles: give an --out beside it"
            )
    return folder


def anchor(address: str) -> Path | None:
    """Returns the file or folder of the articles at a local address (for a glob the folder it searches), None for a remote one."""
    path = _local(address)
    return path and next(part for part in (path, *path.parents) if part.exists())


def _local(address: str) -> Path | None:
    path = address.removeprefix("file://")
    return None if "://" in path else Path.cwd() / path


def _meets(folder: Path, address: str) -> bool:
    path, held = _local(address), anchor(address)
    if path is None or held is None:
        return False
    real = held.resolve()
    if not folder.is_relative_to(real):
        return real.is_relative_to(folder)
    patterns = path.parts[len(held.parts) :]
    for part, pattern in zip(folder.relative_to(real).parts, patterns, strict=False):
        if pattern == "**" or not fnmatch.fnmatch(part, pattern):
            return pattern == "**"
    return True


def made(folder: Path) -> tuple[str, set[str]]:
    """Returns the kind of output in a folder (report or tables) and the names of the files that kzcn made; "" and none if it made none."""
    for name, kind in ((MARK, ""), *((name, kind) for kind, name in MANIFESTS.items())):
        content = read(folder / name)
        is_a, files = content.get("made", kind), content.get("files")
        if "kzcn" in content and is_a in tuple(MANIFESTS) and isinstance(files, list | dict):
            inside = {file for file in files if isinstance(file, str) and ".." not in file.split("/")}
            return is_a, {MARK, MANIFESTS[is_a], *inside, *({DIFF} if is_page(folder / DIFF) else ())}
    return "", set()


def is_page(path: Path) -> bool:
    """Returns whether a file is a page that kzcn made."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return GENERATOR in file.read(1000)


def read(path: Path) -> dict[str, Any]:
    """Returns the content of a manifest; empty if it is missing or damaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def is_bare(folder: Path) -> bool:
    """Returns whether a folder is missing or holds only dotfiles."""
    return not folder.exists() or all(name.startswith(".") for name in os.listdir(folder))


def _check(folder: Path, kind: str) -> None:
    """Raises CannotPublish if kzcn may not replace a folder, or if the folder holds one that cannot be moved."""
    found, ours = made(folder)
    if found != kind and not is_bare(folder):
        holds = f"the output of kzcn {found}" if found else "other files"
        raise CannotPublish(
            f"{shown(folder)} holds {holds}, not of kzcn {kind}: give another --out, or empty the folder"
        )
    for path in _moving(folder, ours):
        if os.path.ismount(path):
            raise CannotPublish(
                f"{shown(path)} is a mount point and cannot be moved: give a folder inside it, or another --out"
            )
        if not os.access(path, os.W_OK | os.X_OK):
            raise CannotPublish(
                f"{shown(path)} is write-protected and cannot be moved: make it writable, or give another --out"
            )


def _moving(folder: Path, ours: set[str]) -> Iterator[Path]:
    """Yields the folders that must be writable to replace the folder: those with files of kzcn, and the user's folders in these."""
    holding = _holding(folder, ours)
    for path in holding:
        yield path
        yield from (inside for inside in sorted(path.iterdir()) if _is_folder(inside) and inside not in holding)


def _holding(folder: Path, ours: set[str]) -> list[Path]:
    """Returns the folders that hold files of kzcn, and the folder itself, innermost first; links to folders do not count."""
    found: list[Path] = []
    for parent in sorted({PurePosixPath(), *(parent for name in ours for parent in PurePosixPath(name).parents)}):
        path = folder / parent
        if _is_folder(path) and (path == folder or path.parent in found):
            found.append(path)
    return found[::-1]


def shown(path: Path) -> str:
    """Returns a full path for messages: relative to the working folder if it is below it."""
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


# A folder


@contextmanager
def locked(folder: Path, kind: str) -> Iterator[None]:
    """Locks an output folder for this process and completes what a killed process left undone.

    CannotPublish is raised if another process holds the folder, or if it is not an output of this kind.
    """
    above = [path for path in folder.parents if not path.exists()]
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock, holder = _beside(folder, "lock"), _beside(folder, "holder")
    held = FileLock(lock)
    try:
        held.acquire(timeout=PATIENCE)
    except Timeout:
        process = ""
        with suppress(FileNotFoundError):
            process = f" (process {holder.read_text(encoding='utf-8')})"
        raise CannotPublish(
            f"{shown(folder)}: another kzcn{process} is writing there: wait for it, or give another --out"
        ) from None
    try:
        holder.write_text(str(os.getpid()), encoding="utf-8")
        _recover(folder)
        _check(folder, kind)
        yield
    finally:
        holder.unlink(missing_ok=True)
        if os.name != "nt":  # an open file cannot be removed there; filelock removes it on release
            lock.unlink(missing_ok=True)
        held.release()
        for path in above:
            if not any(path.iterdir()):
                path.rmdir()


def _beside(folder: Path, role: str) -> Path:
    return folder.parent / f".{folder.name}.kzcn-{role}"


def _recover(folder: Path) -> None:
    new, old = _beside(folder, "new"), _beside(folder, "old")
    if new.exists():  # holds no file of the user
        shutil.rmtree(new)
    if old.exists():
        if folder.exists():
            _empty(old, folder)
        else:
            old.rename(folder)


@contextmanager
def replaced(folder: Path, kind: str) -> Iterator[Path]:
    """Yields an empty folder to fill, which then replaces a `locked` folder; the user's own files in that folder stay."""
    new = _beside(folder, "new")
    new.mkdir()
    try:
        _copy_attributes(new, folder)
        yield new
        mark = {"kzcn": kzcn.__version__, "made": kind, "files": files(new)}
        (new / MARK).write_text(json.dumps(mark, indent=1) + "\n", encoding="utf-8")
        if folder.exists():
            _replace(folder, new)
        else:
            new.rename(folder)
    finally:
        # A thread of an interrupted run may still write here; the next run removes what remains.
        shutil.rmtree(new, ignore_errors=True)


@contextmanager
def uploaded(address: str, kind: str) -> Iterator[Path]:
    """Yields an empty folder to fill, whose files then replace those at an fsspec address; CannotPublish if others are there.

    The manifest goes first from the old output and last to the new one, so it is there only beside the files that it lists.
    """
    store, root = sources.filesystem(address)
    manifest = f"{root.rstrip('/')}/{MANIFESTS[kind]}"
    held = [name for name in store.find(root) if name.rstrip("/") != root.rstrip("/")] if store.exists(root) else []
    if held and manifest not in held:
        raise CannotPublish(f"{address} holds other files, not of kzcn {kind}: give another --out, or empty it")
    old = uploaded_manifest(address, kind).get("files", {})
    with tempfile.TemporaryDirectory() as beside:
        yield Path(beside)
        if held:
            store.rm(manifest)
        names = sorted(files(Path(beside)), key=lambda name: name == MANIFESTS[kind])
        for name in names:
            store.put_file(str(Path(beside) / name), f"{root.rstrip('/')}/{name}")
        for name in sorted(set(old) - set(names)):
            store.rm(f"{root.rstrip('/')}/{name}")


def uploaded_manifest(address: str, kind: str) -> dict[str, Any]:
    """Returns the manifest of an output at an fsspec address; empty if there is none."""
    store, root = sources.filesystem(address)
    path = f"{root.rstrip('/')}/{MANIFESTS[kind]}"
    try:
        return dict(json.loads(store.cat_file(path))) if store.exists(path) else {}
    except ValueError:
        return {}


def files(folder: Path) -> list[str]:
    """Returns the names of all files in a folder that kzcn has filled."""
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]


def digests(folder: Path) -> dict[str, str]:
    """Returns the SHA-256 of every file in a folder that kzcn has filled, in hex, by name."""
    return {name: digest(folder / name) for name in files(folder)}


def digest(path: Path) -> str:
    """Returns the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_whole(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Returns whether a folder holds the files that its manifest lists, as they were written."""
    return all(
        (folder / name).is_file() and digest(folder / name) == written for name, written in manifest["files"].items()
    )


def _replace(folder: Path, new: Path) -> None:
    for path in _in_the_way(folder, new, {folder / name for name in made(folder)[1]}):
        raise CannotPublish(f"{shown(path)} is in the way and was not made by kzcn: move it, or give another --out")
    for path in (new, *filter(Path.is_dir, new.rglob("*"))):
        _copy_attributes(path, folder / path.relative_to(new))
    old = _beside(folder, "old")  # from a folder of this name only files of kzcn are removed
    new.rename(old)
    try:
        exchanged = _exchange(old, folder)
    except CannotPublish:
        old.rename(new)
        raise
    if not exchanged:
        old.rename(new)
        folder.rename(old)
        new.rename(folder)
    _empty(old, folder)


def _in_the_way(inside: Path, new: Path, ours: set[Path]) -> Iterator[Path]:
    """Yields the user's files and folders that block a new file, and their files that block a new folder."""
    for path in sorted(inside.iterdir()):
        target = new / path.name
        if _is_folder(path) and target.is_dir():
            yield from _in_the_way(path, target, ours)
        elif target.exists() and (_is_folder(path) or path not in ours):
            yield path


def _copy_attributes(path: Path, like: Path) -> None:
    """Copies mode, attributes and, if permitted, owner and group from the folder that is replaced."""
    if not _is_folder(like):
        return
    was, now = like.stat(), path.stat()
    if (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid):
        root = os.geteuid() == 0
        os.chown(path, was.st_uid if root else -1, was.st_gid if root or was.st_gid in os.getgroups() else -1)
    shutil.copystat(like, path)


def _empty(old: Path, folder: Path) -> None:
    """Removes a replaced folder: files of kzcn are deleted, all others move to the same place in the new folder."""
    names = made(old)[1]
    ours = {old / name for name in names}
    marks = ours & {
        old / name for name in (MARK, *MANIFESTS.values())
    }  # removed last, because they list the files of kzcn
    for inside in _holding(old, names):
        for path in list(inside.iterdir()):
            if path in ours - marks and not _is_folder(path):
                path.unlink()
        if not any(inside.iterdir()):
            inside.rmdir()
    if old.exists():
        _move(old, folder, marks)
        for path in marks:
            path.unlink(missing_ok=True)
        old.rmdir()


def _move(inside: Path, to: Path, left: set[Path]) -> None:
    for path in sorted(set(inside.iterdir()) - left):
        target = to / path.name
        if not os.path.lexists(target):
            path.rename(target)
        elif _is_folder(path) and _is_folder(target):
            _move(path, target, left)
            path.rmdir()
        else:
            raise CannotPublish(
                f"{shown(path)} was left by a run that was killed, and {shown(target)} is now in its place: move one of them"
            )


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step and returns whether the system can do so."""
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
        raise CannotPublish(f"{shown(other)} cannot be replaced: {os.strerror(number)}")
    return True


# A file


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yields a temporary path beside `path`; the file written to it is then moved to `path`."""
    path = path.resolve()  # a link stays a link
    beside = path.with_name(f".{path.name}.kzcn-new")
    try:
        yield beside
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
