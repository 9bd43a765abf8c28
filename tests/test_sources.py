"""Sources: which files are the corpus, each once and with a unique id, and which are set aside without opening them."""

import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest
from building import ROOT, environment
from hypothesis import example, given
from hypothesis import strategies as st

from kzcn import sources
from kzcn.report import cache

STEMS = st.text("aAbß2-. ı\u0130é\u0301e中\udcff", min_size=1, max_size=4)
NAMES = st.tuples(st.sampled_from(["", "x/", "y/"]), STEMS, st.sampled_from([".txt", ".md", ".html"])).map("".join)
LOCAL = pytest.mark.skipif(os.name == "nt", reason="this file system has no pipes, sockets or links")


def files(folder, *names):
    """Writes an article at each name below a folder."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"Title of {name!a}", encoding="utf-8")
    return folder


def found(path):
    return [source.uri for source in sources.find(str(path)).sources]


def reasons(path):
    return {Path(problem.uri).name: problem.reason for problem in sources.find(str(path)).problems}


# --- ids


def compared(name):
    """Returns the forms of a name that a file system may compare."""
    composed = unicodedata.normalize("NFC", name)
    return {composed.casefold(), composed.lower(), composed.upper(), unicodedata.normalize("NFC", name.casefold())}


@given(st.lists(NAMES, max_size=12, unique=True))
@example(["a.txt", "a.md", "a-2.txt"])
@example(["a.txt", "A.txt", "a-2.md", "A-2.md", "a-3.txt"])
def test_ids_are_unique_whatever_the_names(names):
    ids = list(sources.doc_ids(names).values())
    assert len(ids) == len(names) and all(doc_id.encode() for doc_id in ids)
    for n, one in enumerate(ids):
        assert not any(compared(one) & compared(other) for other in ids[:n])


@given(st.lists(NAMES, max_size=12, unique=True), st.randoms(use_true_random=False))
def test_ids_do_not_depend_on_the_order_in_which_names_are_listed(names, random):
    shuffled = list(names)
    random.shuffle(shuffled)
    assert sources.doc_ids(shuffled) == sources.doc_ids(names)


@given(st.lists(st.text("aA2-.", min_size=1, max_size=4).map("{}.txt".format), max_size=12, unique=True))
def test_a_stem_that_only_one_file_has_is_its_id(names):
    stems = {name: PurePosixPath(name).stem for name in names}
    bearers = Counter(map(str.casefold, stems.values()))
    for name, doc_id in sources.doc_ids(names).items():
        assert bearers[stems[name].casefold()] > 1 or doc_id == stems[name]


def test_a_second_file_with_a_stem_gets_the_first_free_number():
    assert sources.doc_ids(["a.txt", "a.md", "a-2.txt"]) == {"a-2.txt": "a-2", "a.md": "a", "a.txt": "a-3"}
    assert sources.doc_ids(["a/piece.txt", "b/piece.txt", "c/Piece.txt"]) == {
        "a/piece.txt": "piece",
        "b/piece.txt": "piece-2",
        "c/Piece.txt": "Piece-3",
    }


def test_thousands_of_files_with_one_name_get_their_ids_quickly():
    assert len(set(sources.doc_ids(f"{n}/index.html" for n in range(20_000)).values())) == 20_000


# --- what is read


def test_sidecars_hidden_files_and_readmes_are_not_articles(tmp_path):
    files(tmp_path, "a.txt", "a.origin.yaml", "README.md", ".hidden.txt", ".git/x.txt", "deep/b.html")
    sidecars = {
        Path(source.uri).name: source.sidecar and Path(source.sidecar).name
        for source in sources.find(str(tmp_path)).sources
    }
    assert sidecars == {"a.txt": "a.origin.yaml", "b.html": None}


def test_a_file_or_a_glob_comes_with_its_sidecar(tmp_path):
    files(tmp_path, "a.txt", "a.origin.yaml", "b.md")
    for path in (tmp_path / "a.txt", tmp_path / "*.txt"):
        (source,) = sources.find(str(path)).sources
        assert Path(source.sidecar).name == "a.origin.yaml"


@pytest.mark.parametrize(
    "pattern, names",
    [
        ("*.txt", ["a.txt"]),
        ("**/*.txt", ["a.txt", "x/b.txt", "x/y/c.txt"]),
        ("x/**", ["x/b.txt", "x/d.md", "x/y/c.txt"]),
        ("x", ["x/b.txt", "x/d.md", "x/y/c.txt"]),
        ("[xz]/*.md", ["x/d.md"]),
        ("*/y", ["x/y/c.txt"]),
        ("**/y/*", ["x/y/c.txt"]),
    ],
)
def test_a_glob_names_files_or_folders_of_them(tmp_path, monkeypatch, pattern, names):
    files(tmp_path, "a.txt", "x/b.txt", "x/d.md", "x/y/c.txt")
    monkeypatch.chdir(tmp_path)
    assert found(pattern) == names


@pytest.mark.skipif(os.name == "nt", reason="this file system does not hold such names")
def test_names_that_look_like_patterns_or_addresses_are_names(tmp_path, monkeypatch):
    names = ["br[a]/a::b.txt", "br[a]/c*.txt", "br[a]/d{e}%20#?.txt", "br[a]/zip::x.txt"]
    files(tmp_path, *names)
    monkeypatch.chdir(tmp_path)
    assert found("br[a]") == found("br[a]/*.txt") == found("br*") == sorted(names)
    for source in sources.find("br[a]").sources:
        assert sources.read(source.address).startswith(b"Title of")
        assert found(source.uri) == [source.uri]


def test_a_relative_address_is_found_from_the_folder_of_the_notebooks_too(tmp_path, monkeypatch):
    files(tmp_path, "articles/a.txt", "notebooks/n.ipynb")
    monkeypatch.chdir(tmp_path / "notebooks")
    assert found("articles") == found("./articles/") == ["articles/a.txt"]
    assert found(f"file://{(tmp_path / 'articles').as_posix()}") == [(tmp_path / "articles" / "a.txt").as_posix()]


@pytest.mark.parametrize(
    "path, said", [("nowhere", "nothing there"), ("bare", "no articles there"), ("*.pdf", "nothing there")]
)
def test_an_address_without_articles_is_refused_in_one_line(tmp_path, monkeypatch, path, said):
    (tmp_path / "bare").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(
        sources.NoCorpus, match=f"^{path.replace('*', '.')}: .*{said}.*; give a folder, glob or file of articles$"
    ):
        sources.find(path)


def test_an_archive_is_read_at_its_fsspec_address(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("deep/a.txt", "one")
        archive.writestr("deep/a.origin.yaml", "producer: P")
    for pattern in ("", "deep/*.txt"):
        (source,) = sources.find(f"zip://{pattern}::{tmp_path / 'x.zip'}").sources
        assert (sources.read(source.address), sources.read(source.sidecar)) == (b"one", b"producer: P")


# --- what is not read


@LOCAL
def test_pipes_sockets_and_devices_are_set_aside_without_opening_them(tmp_path):
    files(tmp_path, "good.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "good.origin.yaml")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listener:
        short = Path(tempfile.mkdtemp()) / "s"  # a socket's name has 107 bytes at most
        listener.bind(str(short))
        shutil.move(short, tmp_path / "socket.txt")
        found = reasons(tmp_path)
        assert {name: reason.split("; ")[0] for name, reason in found.items()} == {
            "pipe.txt": "it is not a file but a named pipe",
            "good.origin.yaml": "it is not a file but a named pipe",
            "device.txt": "it is not a file but a device",
            "socket.txt": "it is not a file but a socket",
        }
    (source,) = sources.find(str(tmp_path)).sources
    assert (source.doc_id, source.sidecar) == ("good", None)
    assert len(cache.files(str(tmp_path))) == 64
    with pytest.raises(sources.NoCorpus, match="named pipe"):
        sources.find(str(tmp_path / "pipe.txt"))


@LOCAL
def test_links_to_nothing_or_in_a_circle_are_set_aside(tmp_path):
    files(tmp_path, "good.txt")
    (tmp_path / "lost.txt").symlink_to("nothing")
    (tmp_path / "one.txt").symlink_to("two.txt")
    (tmp_path / "two.txt").symlink_to("one.txt")
    assert (
        sorted(reasons(tmp_path)) == ["lost.txt", "one.txt", "two.txt"]
        and "a link to nothing" in reasons(tmp_path)["lost.txt"]
    )


@LOCAL
def test_each_real_folder_is_read_once_under_its_own_path(tmp_path, monkeypatch):
    files(tmp_path, "corpus/z/a.txt", "corpus/z/deep/b.txt", "other/c.txt", "outside.txt")
    for link, target in (
        ("corpus/link", "z"),
        ("corpus/again", "z"),
        ("corpus/z/round", ".."),
        ("corpus/z/deep/self", "."),
        ("corpus/far", "../other"),
        ("corpus/far2", "../other"),
        ("corpus/up", ".."),
    ):
        (tmp_path / link).symlink_to(target)
    monkeypatch.chdir(tmp_path)
    for path in ("corpus", "corpus/**", "corpus/*", "corpus/**/*.txt"):
        assert found(path) == ["corpus/far/c.txt", "corpus/z/a.txt", "corpus/z/deep/b.txt"]
    assert not sources.find("corpus").problems


def as_nobody(folder, answers):
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    found = sources.find(folder)
    answers.put((found, cache.files(folder)))


@LOCAL
def test_a_folder_that_may_not_be_read_is_a_problem_and_the_rest_is_read():
    folder = Path(tempfile.mkdtemp())  # pytest's own folders are closed to others
    folder.chmod(0o755)
    files(folder, "good.txt", "closed/x.txt")
    (folder / "closed").chmod(0)
    try:
        context = multiprocessing.get_context("fork")  # an unprivileged user may not be allowed to start Python
        answers = context.Queue()
        child = context.Process(target=as_nobody, args=(str(folder), answers))
        child.start()
        seen, digest = answers.get(timeout=60)
        child.join()
        assert [source.doc_id for source in seen.sources] == ["good"] and len(digest) == 64
        (problem,) = seen.problems
        assert problem.uri.endswith("/closed") and "permission denied" in problem.reason
    finally:
        (folder / "closed").chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="this system holds no names that are not UTF-8")
def test_a_name_that_is_not_utf8_is_read_and_shown_with_its_bytes(tmp_path):
    (tmp_path / os.fsdecode(b"\xcf\xf0.txt")).write_text("An article", encoding="utf-8")
    (tmp_path / os.fsdecode(b"\xcf\xf0.origin.yaml")).write_text("producer: P", encoding="utf-8")
    (source,) = sources.find(str(tmp_path)).sources
    assert source.doc_id == "%CF%F0" and source.uri.endswith("/%CF%F0.txt")
    assert sources.read(source.address) == b"An article" and sources.read(source.sidecar) == b"producer: P"
    assert len(cache.files(str(tmp_path))) == 64


@given(st.text(st.characters() | st.characters(categories=["Cs", "Cc"])))
def test_a_printable_line_has_no_line_breaks_and_no_control_characters(text):
    shown = sources.printable(text)
    assert shown.encode() is not None and len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") or sign in "\u202e\u2066" for sign in shown)
    assert sources.printable(shown) == shown


def test_local_files_are_found_without_pandas_or_fsspec():
    code = (
        "import sys; from kzcn.report import cache, planning; cache.files('seeds'); planning.located('seeds')\n"
        "sys.exit(bool({'pandas', 'fsspec', 'yaml'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(), check=False).returncode == 0
