"""How long reports take: `kzcn report` against papermill and nbconvert one notebook after the other.

    python tests/bench.py [ROUNDS]

Every round runs, in turn: (a) `papermill`, then `jupyter nbconvert --to html`, for each notebook; (b) `kzcn report --force`;
(c) `kzcn report` again, with nothing changed; (d) `myst build --execute` of all notebooks, where mystmd is installed (npm install -g mystmd): to
Markdown, without the outputs, as its HTML template has to be fetched from the network.
Ratios are taken within a round, so that a machine that slows down slows both sides; what is printed is their median, with the extremes.
"""

import contextlib
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def run(*words, folder=ROOT, environment=None):
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [str(word) for word in words], cwd=folder, env=environment, stdout=said, stderr=said, start_new_session=True
        )
        code = process.wait()
        with contextlib.suppress(ProcessLookupError, AttributeError):  # no groups on Windows
            os.killpg(process.pid, signal.SIGTERM)  # what a step leaves running must not slow the next
        said.seek(0)
        if code:
            sys.exit(f"{' '.join(map(str, words))} ended with {code}: {said.read().strip()}")


def one_by_one(place):
    for notebook in NOTEBOOKS:
        run(sys.executable, "-m", "papermill", notebook, place / notebook.name, "-p", "corpus", "seeds")
        run(sys.executable, "-m", "nbconvert", "--to", "html", place / notebook.name)


def forced(place):
    run(sys.executable, "-m", "kzcn", "report", "--force", "--out", place / "reports")


def unchanged(place):
    run(sys.executable, "-m", "kzcn", "report", "--out", place / "reports")


def myst(place):
    folder = place / "myst"
    shutil.rmtree(folder, ignore_errors=True)  # and with it what it remembers of the last round
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    settings = folder / "settings"
    settings.mkdir()
    (settings / "jupyter_server_config.py").write_text(
        "c.ServerApp.allow_root = True\n", encoding="utf-8"
    )  # or it runs nothing in a container
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(settings),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }
    # One notebook is named, as an export needs; the others of its folder are built and run with it.
    run(
        "myst",
        "build",
        NOTEBOOKS[0].name,
        "-o",
        "out.md",
        "--execute",
        "--force",
        folder=folder / "notebooks",
        environment=environment,
    )
    executed = list((folder / "notebooks" / "_build" / "execute").glob("*.json"))
    if len(executed) < len(NOTEBOOKS):
        sys.exit(f"myst ran {len(executed)} of {len(NOTEBOOKS)} notebooks: {folder} holds its logs")


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    steps = {
        "a  papermill, then nbconvert, one by one": one_by_one,
        "b  kzcn report --force": forced,
        "c  kzcn report, nothing changed": unchanged,
    }
    if shutil.which("myst"):
        steps["d  myst build --execute, no HTML"] = myst
    times = {name: [] for name in steps}
    with tempfile.TemporaryDirectory() as place:
        forced(Path(place))  # warms the file cache and compiles what is not compiled yet
        for _ in range(rounds):
            for name, step in steps.items():
                began = time.perf_counter()
                step(Path(place))
                times[name].append(time.perf_counter() - began)
    print(
        f"{len(NOTEBOOKS)} notebooks, {rounds} rounds, {platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores"
    )
    base = times["a  papermill, then nbconvert, one by one"]
    for name, taken in times.items():
        ratios = [one / other for one, other in zip(taken, base, strict=True)]
        print(
            f"{name:42} {statistics.median(taken):7.2f} s   /a {statistics.median(ratios):.3f}  ({min(ratios):.3f} to {max(ratios):.3f})"
        )
    if not shutil.which("myst"):
        print("d  myst build: mystmd is not installed, left out")


if __name__ == "__main__":
    main()
