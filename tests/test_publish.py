"""Outputs are complete whenever the process is killed, and the user's own files stay unchanged."""

import contextlib
import errno
import itertools
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from building import articles, begin, belongings, kept, kzcn, waited

from kzcn import publish

posix = pytest.mark.skipif(os.name == "nt", reason="fork and kill -9 belong to POSIX systems")


def fill(folder, text, *names):
    """Publishes a report of some files that hold a text."""
    with publish.locked(folder, "report"), publish.replaced(folder, "report") as new:
        for name in names:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_text(text, encoding="utf-8")
        (new / "report.json").write_text(json.dumps({"kzcn": "1", "files": names}), encoding="utf-8")


def text_of(folder):
    """Returns the text of the files that kzcn made in a folder; it is the same in all of them."""
    kind, names = publish.made(folder)
    (text,) = {(folder / name).read_text(encoding="utf-8") for name in names - {".kzcn", "report.json"}}
    assert kind == "report"
    return text


FIRST, SECOND = (
    ("index.html", "notebooks/one.ipynb", "gone/deep/x.html", "tables/a.csv"),
    ("index.html", "notebooks/one.ipynb", "tables/a.csv"),
)


@posix
@pytest.mark.parametrize("in_one_step", [True, False])
@pytest.mark.parametrize("distance", [17, pytest.param(1, marks=pytest.mark.long)])
def test_a_process_killed_at_any_step_leaves_the_old_or_the_new_one_and_nothing_of_the_user_is_lost(
    tmp_path, monkeypatch, in_one_step, distance
):
    if not in_one_step:  # as on a system without such a call
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    step, texts, finished = 0, set(), False
    while not finished:
        step += distance
        out = tmp_path / str(step) / "report"
        fill(out, "old", *FIRST)
        before = belongings(out, repository=False)
        (out / "gone" / "deep" / "mine.txt").write_text("mine", encoding="utf-8")
        (out / "gone").chmod(0o700)
        before |= {name: found for name, found in kept(out).items() if name.startswith("gone")}
        finished = not killed_at(step, lambda out=out: fill(out, "new", *SECOND))
        if in_one_step or out.exists():
            texts.add(text_of(out))
        with publish.locked(out, "report"):  # the next run
            texts.add(text_of(out))
            assert {name: found for name, found in kept(out).items() if name not in ("gone", "gone/deep")} == before, (
                step
            )
        assert [path.name for path in out.parent.iterdir()] == ["report"]
        fill(out, "newest", *SECOND)
        assert text_of(out) == "newest" and (out / "gone" / "deep" / "mine.txt").read_text(encoding="utf-8") == "mine"
        assert oct((out / "gone").stat().st_mode).endswith("700")
        shutil.rmtree(out.parent)
    assert step > 50 and texts == {"old", "new"}


def killed_at(number, work):
    """Runs `work` in a process that is killed before its n-th call to the file system; returns whether it made so many calls."""
    child = os.fork()
    if child == 0:
        count = 0

        def watch(event, _):
            nonlocal count
            count += event == "open" or event.startswith("os.")
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_the_folder_itself_and_those_in_it_keep_their_modes(tmp_path):
    out = tmp_path / "report"
    fill(out, "old", *FIRST)
    out.chmod(0o2750)
    (out / "tables").chmod(0o711)
    fill(out, "new", *SECOND)
    assert [oct(path.stat().st_mode)[-4:] for path in (out, out / "tables")] == ["2750", "0711"]


def test_a_user_folder_in_the_place_of_a_new_one_keeps_its_files(tmp_path):
    out = tmp_path / "report"
    fill(out, "old", "index.html")
    (out / "tables").mkdir(mode=0o700)
    (out / "tables" / "mine.csv").write_text("mine", encoding="utf-8")
    fill(out, "new", *SECOND)
    assert (out / "tables" / "mine.csv").read_text(encoding="utf-8") == "mine" and oct(
        (out / "tables").stat().st_mode
    ).endswith("700")
    fill(out, "newer", "index.html")
    assert sorted(path.name for path in (out / "tables").iterdir()) == ["mine.csv"]


@pytest.mark.parametrize("place", ["index.html", "tables", "tables/a.csv"])
def test_a_user_file_in_the_way_is_reported_and_stays(tmp_path, place):
    out = tmp_path / "report"
    fill(out, "old", "first.html")
    mine = out / place
    mine.parent.mkdir(exist_ok=True)
    mine.symlink_to("elsewhere") if place == "tables" else mine.write_text("mine", encoding="utf-8")
    before = kept(out)
    with pytest.raises(publish.CannotPublish, match=f"report/{place} is in the way"):
        fill(out, "new", *SECOND)
    assert text_of(out) == "old" and kept(out) == before and [path.name for path in tmp_path.iterdir()] == ["report"]


def test_what_the_user_writes_during_a_run_stays(tmp_path):
    out = tmp_path / "report"
    fill(out, "old", *FIRST)
    with publish.locked(out, "report"), publish.replaced(out, "report") as new:
        (new / "index.html").write_text("new", encoding="utf-8")
        (out / "note.txt").write_text("mine", encoding="utf-8")
        (out / "tables" / "note.txt").write_text("mine", encoding="utf-8")
    assert text_of(out) == "new" and (out / "note.txt").exists() and (out / "tables" / "note.txt").exists()


def test_an_interrupted_run_ends_as_interrupted_while_a_thread_still_writes(tmp_path):
    out, ended = tmp_path / "report", threading.Event()

    def write(folder):
        for number in itertools.count():
            if ended.is_set():
                return
            with contextlib.suppress(FileNotFoundError):
                (folder / f"{number}.ipynb").touch()

    for _ in range(10):
        ended.clear()
        with pytest.raises(KeyboardInterrupt), publish.locked(out, "report"), publish.replaced(out, "report") as new:
            (new / "notebooks").mkdir()
            writer = threading.Thread(target=write, args=(new / "notebooks",))
            writer.start()
            time.sleep(0.01)
            raise KeyboardInterrupt
        ended.set()
        writer.join()
    fill(out, "new", *SECOND)
    assert text_of(out) == "new" and [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_manifest_that_names_places_outside_removes_nothing_there(tmp_path):
    out, safe = tmp_path / "report", tmp_path / "safe"
    fill(out, "old", *FIRST)
    safe.mkdir()
    (safe / "a.csv").write_text("mine", encoding="utf-8")
    (out / ".kzcn").unlink()
    names = [*FIRST, "../safe/a.csv", str(safe / "a.csv"), "elsewhere/a.csv"]
    (out / "report.json").write_text(json.dumps({"kzcn": "1", "files": names}), encoding="utf-8")
    (out / "elsewhere").symlink_to(safe)
    fill(out, "new", *SECOND)
    assert (safe / "a.csv").read_text(encoding="utf-8") == "mine" and (out / "elsewhere").is_symlink()


@posix
def test_a_folder_that_cannot_be_moved_is_reported_before_anything_is_made():
    with (
        tempfile.TemporaryDirectory() as place
    ):  # pytest's own folders are closed to the other user that root becomes here
        out = Path(place) / "report"
        fill(out, "old", *FIRST)
        (out / "mine").mkdir(mode=0o500)
        child = os.fork()
        if child == 0:
            if os.geteuid() == 0:
                for path in (Path(place), out, *out.rglob("*")):
                    os.chown(path, 12345, 12345)
                os.setuid(12345)
            try:
                fill(out, "new", *SECOND)
            except publish.CannotPublish as error:
                os._exit(7 if "mine is write-protected" in str(error) else 8)
            os._exit(9)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
        assert text_of(out) == "old"


@posix
def test_a_second_run_names_the_process_that_holds_the_folder_and_a_killed_process_holds_nothing(tmp_path):
    out = tmp_path / "report"
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        with publish.locked(out, "report"):
            os.write(theirs, b"locked")
            time.sleep(600)
        os._exit(1)
    assert os.read(ours, 6) == b"locked"
    with pytest.raises(publish.CannotPublish, match=rf"another kzcn \(process {child}\) is writing there"):
        fill(out, "new", *FIRST)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    fill(out, "new", *FIRST)
    assert text_of(out) == "new" and [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_folder_that_holds_only_dotfiles_is_taken_and_they_stay(tmp_path):
    out = tmp_path / "report"
    (out / ".git" / "refs").mkdir(parents=True)
    (out / ".gitignore").write_text("*.pdf", encoding="utf-8")
    before = kept(out)
    fill(out, "new", *FIRST)
    assert text_of(out) == "new" and kept(out) == before


def test_the_output_of_another_command_is_not_replaced(tmp_path):
    out = tmp_path / "report"
    fill(out, "old", *FIRST)
    with pytest.raises(publish.CannotPublish, match="holds the output of kzcn report"), publish.locked(out, "tables"):
        pass
    assert text_of(out) == "old"


@pytest.mark.parametrize(
    "address, out, meets",
    [
        ("texts", "reports/texts", False),
        ("texts", "texts", True),
        ("texts", "texts/a", True),
        ("texts", "up", True),
        ("link", "texts/a", True),
        ("texts/a.txt", "texts", True),
        ("texts/a.txt", "reports/a", False),
        ("texts/*.txt", "texts", True),
        ("*/*.txt", "reports/x", False),
        ("*", "reports/x", True),
        ("**/*.txt", "reports/x", True),
        ("[t]exts/**", "reports/x", False),
        ("s3://texts/a", "texts", False),
        ("texts-2", "texts", False),
    ],
)
def test_an_output_cannot_overlap_the_articles(tmp_path, monkeypatch, address, out, meets):
    for name in ("texts", "texts-2"):
        (tmp_path / "up" / name).mkdir(parents=True)
    (tmp_path / "up" / "texts" / "a.txt").write_text("one", encoding="utf-8")
    (tmp_path / "up" / "link").symlink_to("texts")
    monkeypatch.chdir(tmp_path / "up")
    full = address if "://" in address else str(Path.cwd() / address)
    target = tmp_path / "up" if out == "up" else tmp_path / "up" / out
    monkeypatch.chdir("/")
    if meets:
        with pytest.raises(publish.CannotPublish, match="in, on or above the folder of its articles"):
            publish.place(target, [full])
    else:
        assert publish.place(target, [full]) == target


# A file


def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path):
    path = tmp_path / "network.graphml"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(OSError, match="full"), publish.whole(path) as beside:
        beside.write_text("ha", encoding="utf-8")
        raise OSError(errno.ENOSPC, "full")
    assert path.read_text(encoding="utf-8") == "old" and list(tmp_path.iterdir()) == [path]


# The command


@pytest.fixture
def tables(tmp_path):
    """A folder with an article and its tables in `T`."""
    article = next(articles(tmp_path / "articles").glob("*.txt"))
    article.with_suffix(".origin.yaml").unlink()  # its digest is of the unchanged article
    assert kzcn("tables", "articles", "--out", "T", folder=tmp_path).returncode == 0
    return tmp_path


def more(folder, number):
    """Adds a claim to the article, so that its tables change."""
    article = next((folder / "articles").glob("*.txt"))
    with article.open("a", encoding="utf-8") as file:
        file.write(f"\nIn {1995 + number}, trade between Kazakhstan and China was $5 billion.\n")


def killed(process, folder):
    """Kills a command that writes tables, and checks that the set is the complete old one or the complete new one."""
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    files = json.loads((folder / "tables.json").read_text(encoding="utf-8"))["files"]
    assert {name: digest for name, digest in publish.digests(folder).items() if name in files} == files
    assert {"network.graphml", "network.gexf", "events.csv", "trade.csv"} <= set(files)


@posix
def test_killing_kzcn_tables_while_it_writes_leaves_a_whole_set(tables):
    before = belongings(tables / "T")
    for number, moment in enumerate(("documents.csv", "events.csv")):
        more(tables, number)
        process = begin("tables", "articles", "--out", "T", folder=tables)
        made = tables / ".T.kzcn-new" / moment
        waited(lambda made=made, process=process: made.exists() or process.poll() is not None)
        killed(process, tables / "T")
    assert kzcn("tables", "articles", "--out", "T", folder=tables).returncode == 0 and kept(tables / "T") == before
    assert sorted(path.name for path in tables.iterdir()) == ["T", "articles"]


@posix
@pytest.mark.long
def test_killing_kzcn_tables_at_any_moment_leaves_a_whole_set(tables):
    before = belongings(tables / "T")
    for number in itertools.count():
        more(tables, number)
        process = begin("tables", "articles", "--out", "T", folder=tables)
        time.sleep(0.4 + 0.45 * number)
        if process.poll() is not None:
            break
        killed(process, tables / "T")
    process.communicate()
    assert process.returncode == 0 and number >= 3 and kept(tables / "T") == before
    assert sorted(path.name for path in tables.iterdir()) == ["T", "articles"]
