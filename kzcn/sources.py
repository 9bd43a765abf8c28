"""The files of the corpus: the articles at a folder, glob, file or fsspec address, each with its id, and the files that cannot be read.

Only regular files are read, and a real folder is read once, however many links lead to it. Local addresses need only the standard library,
so that an unchanged report is recognised without pandas and fsspec.
"""

from __future__ import annotations

import fnmatch
import glob
import heapq
import itertools
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from kzcn.errors import KzcnError
from kzcn.schema import Problem

SIDECAR = ".origin.yaml"  # NAME.origin.yaml beside NAME.txt states where the article came from
CORRECTIONS = "corrections.csv"  # beside articles: what analysts corrected in their rows
LOCAL = re.compile(r"^(?:file|local)://")  # the prefix of an fsspec address on this machine
KINDS = ((stat.S_ISFIFO, "named pipe"), (stat.S_ISSOCK, "socket"), (stat.S_ISCHR, "device"), (stat.S_ISBLK, "device"))
NOT_UTF8 = re.compile("[\ud800-\udfff]")  # how Python represents a byte of a name that is not UTF-8
# These break a line, control a terminal or change the writing direction; half of a surrogate pair cannot be written at all.
UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class NoCorpus(KzcnError):
    """There is nothing at the address that can be read."""


@dataclass(frozen=True)
class Source:
    """One file of the corpus: its address, its id, its address as tables show it, and the address of its sidecar, if any."""

    address: str
    doc_id: str
    uri: str
    sidecar: str | None = None


@dataclass(frozen=True)
class Found:
    """The files of the corpus in the order of their names, the problems with files that cannot be read, and the files of corrections."""

    sources: list[Source]
    problems: list[Problem]
    corrections: dict[str, str] = field(default_factory=dict)  # their addresses, by the address that tables show


def find(path: str) -> Found:
    """Returns the articles at a folder, glob, file or fsspec address, without sidecars, corrections, hidden files and READMEs.

    NoCorpus is raised if there is nothing at the address, or if the folder or file itself cannot be read.
    """
    address, base = _place(path)
    faults, whole = (_remote if "://" in address else _local)(address)
    if faults.get(address):
        raise NoCorpus(f"{path}: {faults[address]}; give a folder, glob or file of articles")
    if not any(map(_is_article, faults)):
        raise NoCorpus(f"{path}: no articles there; give a folder, glob or file of articles")

    def shown(name: str) -> str:
        return legible(whole(name).removeprefix(base))

    problems = [Problem(shown(name), None, "read", fault) for name, fault in sorted(faults.items()) if fault]
    sources = []
    for name, doc_id in doc_ids(name for name, fault in faults.items() if not fault and _is_article(name)).items():
        beside = sidecar(name)
        sources.append(Source(whole(name), doc_id, shown(name), whole(beside) if faults.get(beside) == "" else None))
    corrections = {shown(name): whole(name) for name in sorted(faults) if _is_corrections(name) and not faults[name]}
    return Found(sources, problems, corrections)


def locate(path: str) -> str:
    """Returns the full address of a path; a relative path is searched here, then one folder up, because notebooks have their own folder."""
    return _place(path)[0]


def _place(path: str) -> tuple[str, str]:
    """Returns the full address of a path, and the prefix of it that tables leave out.

    A relative address stays relative, so that tables can be compared between machines.
    """
    path = LOCAL.sub("", path)
    if "://" in path or os.path.isabs(path):
        return path, ""
    here = Path.cwd()
    for folder in (here, here.parent):
        address = (folder / path).as_posix()
        if _starts(*_split(address)):
            return address, folder.as_posix().rstrip("/") + "/"
    raise NoCorpus(
        f"{path}: nothing there, neither in {here.name} nor in the folder above it; give a folder, glob or file of articles"
    )


def parent(address: str) -> str:
    """Returns the folder that contains the folder, file or glob of articles at a local address."""
    return os.path.dirname(os.path.normpath(_split(address)[0]))


def read(address: str) -> bytes:
    """Returns the bytes of a file that `find` returned."""
    if "://" not in address:
        return Path(address).read_bytes()
    import fsspec

    with fsspec.open(address, "rb") as file:
        return bytes(file.read())


def filesystem(address: str) -> tuple[Any, str]:
    """Returns the fsspec file system of an address, and the path in it; `::` has no special meaning in a local name."""
    import fsspec

    return fsspec.core.url_to_fs(address) if "://" in address else (fsspec.filesystem("file"), address)


def holds_tables(address: str) -> bool:
    """Returns whether a folder (any fsspec address) holds tables that `kzcn tables` wrote."""
    names = [f"{address.rstrip('/')}/documents.{ending}" for ending in ("csv", "parquet")]
    if "://" not in address:
        return any(map(os.path.isfile, names))
    store, _ = filesystem(address)
    return any(store.isfile(filesystem(name)[1]) for name in names)


def sidecar(name: str) -> str:
    """Returns the name of the sidecar of a file."""
    above, slash, file = name.rpartition("/")
    return f"{above}{slash}{PurePosixPath(file).stem}{SIDECAR}"


def legible(name: str) -> str:
    """Returns the name of a file as text; a byte that is not UTF-8 becomes %FF."""
    return NOT_UTF8.sub(lambda sign: f"%{ord(sign[0]) & 0xFF:02X}", name)


def printable(text: str) -> str:
    """Returns text for one line of a terminal or log; control characters become backslash escapes."""
    return UNPRINTABLE.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


# --- ids -------------------------------------------------------------------------------------------------------------


def doc_ids(names: Iterable[str]) -> dict[str, str]:
    """Returns an id for each file name, in the order of the names: its stem, with a number if an earlier file has the same stem.

    Ids are unique even on a file system that ignores case or Unicode forms; a stem that only one file has is kept.
    """
    stems = {name: legible(PurePosixPath(name).stem) for name in sorted(names)}
    taken = set(map(_normalized, stems.values()))
    numbers: dict[str, Iterator[int]] = {}  # by normalized stem
    ids = {}
    for name, stem in stems.items():
        ids[name] = stem
        if _normalized(stem) in numbers:
            ids[name] = next(
                doc_id for n in numbers[_normalized(stem)] if _normalized(doc_id := f"{stem}-{n}") not in taken
            )
            taken.add(_normalized(ids[name]))
        numbers.setdefault(_normalized(stem), itertools.count(2))
    return ids


def _normalized(name: str) -> str:
    """Returns a name without differences of case and Unicode form, as some file systems compare names."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


def _is_article(name: str) -> bool:
    file = PurePosixPath(name)
    return not (file.name.endswith(SIDECAR) or file.stem.upper() == "README" or _is_corrections(name))


def _is_corrections(name: str) -> bool:
    return PurePosixPath(name).name == CORRECTIONS


def _beside(name: str) -> tuple[str, str]:
    """Returns the names of the files beside an article that belong to it."""
    above, slash, _ = name.rpartition("/")
    return sidecar(name), f"{above}{slash}{CORRECTIONS}"


# --- listing: the name of each file with the reason why it cannot be read, "" for a regular file -----------------------


def _remote(address: str) -> tuple[dict[str, str], Callable[[str], str]]:
    """Returns the files at an fsspec address by name, and a function that turns a name into an address."""
    store, root = filesystem(address)
    found = (
        store.glob(root, detail=True)
        if glob.has_magic(root)
        else {root: store.info(root)}
        if store.exists(root)
        else {}
    )
    files: dict[str, Any] = {}
    for name, info in found.items():
        if info["type"] == "directory":
            files |= store.find(name, detail=True)
        else:
            files |= {name: info} | {beside: store.info(beside) for beside in _beside(name) if store.exists(beside)}
    parts = PurePosixPath(root).parts
    fixed = next((n for n, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    faults = {
        str(name): "" if info["type"] in ("file", "link") else f"it is not a file but {info['type']}"
        for name, info in files.items()
        if not any(part.startswith(".") for part in PurePosixPath(name).parts[fixed:])
    }
    first, link, rest = address.partition("::")

    def whole(name: str) -> str:
        return str(store.unstrip_protocol(name)) + (link + rest if "://" in first else "")

    return faults, whole


def _local(address: str) -> tuple[dict[str, str], Callable[[str], str]]:
    """Returns the files at a local address by their paths, which are their addresses."""
    top, pattern = _split(address)
    starts = _starts(top, pattern)
    faults = {
        path: fault
        for path, fault in _walk([start for start in starts if os.path.isdir(start)], top)
        if os.path.isdir(path) or _fits(PurePosixPath(path).relative_to(top).parts, pattern)
    }
    for start in starts:
        if not os.path.isdir(start) and _fits(PurePosixPath(start).relative_to(top).parts, pattern):
            faults |= {path: _fault(path) for path in (start, *_beside(start)) if os.path.lexists(path)}
    return faults, str


def _split(address: str) -> tuple[str, tuple[str, ...]]:
    """Returns the part of an address that exists, and the rest as parts of a glob; so an existing folder "a[b]" is not a pattern."""
    top = address
    while not os.path.lexists(top):
        top = os.path.dirname(top)
    return top, PurePosixPath(address).relative_to(top).parts


def _starts(top: str, pattern: tuple[str, ...]) -> list[str]:
    """Returns the files and folders that a glob matches up to its first `**`; `_walk` does the rest and follows no link twice."""
    cut = pattern.index("**") if "**" in pattern else len(pattern)
    return (
        sorted((Path(top) / name).as_posix() for name in glob.glob("/".join(pattern[:cut]), root_dir=top))
        if cut
        else [top]
    )


def _fits(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Returns whether a path, or a folder above it, matches the parts of a glob."""
    if not pattern:
        return True
    if pattern[0] == "**":
        return any(_fits(parts[n:], pattern[1:]) for n in range(len(parts) + 1))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])


def _walk(starts: list[str], top: str) -> Iterator[tuple[str, str]]:
    """Yields the visible files below some folders, and the folders that cannot be read, with their faults.

    Links are followed last, so that a folder keeps its own path if it has one here. Links to `top` or above are not followed.
    """
    real = Path(top).resolve()
    above = {_identity(str(folder)) for folder in (real, *real.parents)}
    linked = sorted(
        start for start in starts if os.path.islink(start) and start != top and _identity(start) not in above
    )
    folders = [start for start in starts if not os.path.islink(start) or start == top]
    seen: set[tuple[int, int]] = set()
    while folders or linked:
        folder = folders.pop() if folders else heapq.heappop(linked)
        try:
            if (identity := _identity(folder)) in seen:
                continue
            seen.add(identity)
            names = sorted(os.listdir(folder))
        except OSError as error:
            yield folder, _reason(error)
            continue
        for path in (f"{folder.rstrip('/')}/{name}" for name in names if not name.startswith(".")):
            if not os.path.isdir(path):
                yield path, _fault(path)
            elif not os.path.islink(path):
                folders.append(path)
            elif _identity(path) not in above:
                heapq.heappush(linked, path)


def _identity(path: str) -> tuple[int, int]:
    found = os.stat(path)
    return found.st_dev, found.st_ino


def _fault(path: str) -> str:
    """Returns why a file cannot be read, without opening it: opening a named pipe would wait for a writer."""
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        return _reason(error)
    kind = next((kind for is_kind, kind in KINDS if is_kind(mode)), "special file")
    return "" if stat.S_ISREG(mode) else f"it is not a file but a {kind}; remove it, or save the article as a file"


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it is a link to nothing; correct the link, or remove it"
    return f"it cannot be read ({(error.strerror or str(error)).lower()}); give yourself permission to read it, or remove it"
