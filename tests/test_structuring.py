"""Articles are structured in one process, in several or on a cluster, with the same result."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import venv
from pathlib import Path

import fsspec
import pytest
from building import begin, environment
from building import kzcn as command

import kzcn
from kzcn import structuring

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold" / "articles"


@pytest.fixture
def cluster(tmp_path):
    """A Dask scheduler and two workers, each in its own process on the loopback; yields the scheduler's address."""
    file = tmp_path / "scheduler.json"
    here = ["--host", "127.0.0.1", "--no-dashboard"]
    commands = [["scheduler", *here, "--port", "0", "--scheduler-file", str(file)]]
    commands += 2 * [
        [
            "worker",
            *here,
            "--scheduler-file",
            str(file),
            "--nthreads",
            "1",
            "--local-directory",
            str(tmp_path),
            "--death-timeout",
            "60",
        ]
    ]
    with (tmp_path / "log").open("wb") as log:
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "dask", *command], cwd=tmp_path, env=environment(), stdout=log, stderr=log
            )
            for command in commands
        ]
        try:
            while not file.exists():
                assert running[0].poll() is None, (tmp_path / "log").read_text()
                time.sleep(0.1)
            yield json.loads(file.read_text())["address"]
        finally:
            for process in reversed(running):
                process.terminate()
            for process in running:
                process.wait(timeout=60)


def test_a_cluster_gives_the_same_bytes_as_one_process(tmp_path, cluster):
    (tmp_path / "articles").mkdir()
    for path in GOLD.iterdir():
        (tmp_path / "articles" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "articles" / "picture.jpg").write_bytes(b"\xff\xd8")
    spread = command("tables", "articles", "--out", "far", "--scheduler", cluster, folder=tmp_path)
    alone = command("tables", "articles", "--out", "near", folder=tmp_path)
    assert (spread.returncode, spread.stderr) == (alone.returncode, alone.stderr) and alone.returncode == 1
    names = sorted(path.name for path in (tmp_path / "near").iterdir())
    assert len(names) > 10 and names == sorted(path.name for path in (tmp_path / "far").iterdir())
    for name in names:
        assert (tmp_path / "far" / name).read_bytes() == (tmp_path / "near" / name).read_bytes()
    from distributed import Client

    with Client(cluster) as client:
        worked = client.run(lambda: "kzcn.pipeline" in sys.modules)
    assert list(worked.values()) == [True, True]


@pytest.mark.parametrize("kind", ["refused", "silent", "no port", "no address", "no protocol"])
def test_a_cluster_that_does_not_answer_is_reported_in_one_line_and_soon(kind):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if kind == "refused":
            server.close()
        address = {"no port": "tcp://127.0.0.1", "no address": "nowhere", "no protocol": "htp://127.0.0.1:1"}.get(
            kind, f"tcp://127.0.0.1:{port}"
        )
        began = time.monotonic()
        made = command("tables", "seeds", "--out", "never", "--scheduler", address)
    assert made.returncode == 2 and made.stderr.startswith(f"kzcn: {address}: no Dask scheduler answers there")
    assert made.stderr.count("\n") == 1 and time.monotonic() - began < 30 and not (ROOT / "never").exists()


def test_a_cluster_without_workers_is_reported_in_one_line(monkeypatch):
    from distributed import LocalCluster

    monkeypatch.setattr(structuring, "PATIENCE", 1)
    with (
        LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=None) as empty,
        pytest.raises(structuring.NoCluster) as refused,
    ):
        kzcn.load(ROOT / "seeds", scheduler=empty.scheduler_address)
    assert str(refused.value).startswith(
        f"{empty.scheduler_address}: the Dask scheduler has no workers; start one with: dask worker tcp://"
    )


def test_a_worker_that_is_killed_changes_nothing(tmp_path, cluster):
    (tmp_path / "articles").mkdir()
    for path in (ROOT / "tests" / "gold" / "practice" / "articles").iterdir():
        (tmp_path / "articles" / path.name).write_bytes(path.read_bytes())
    from distributed import Client

    running = begin("tables", "articles", "--out", "far", "--scheduler", cluster, folder=tmp_path)
    with Client(cluster) as client:
        while not any(client.processing().values()):
            assert running.poll() is None
            time.sleep(0.05)
        pids = client.run(os.getpid)
        os.kill(next(iter(pids.values())), signal.SIGKILL)
    assert running.communicate()[1] == "" and running.returncode == 0
    assert command("tables", "articles", "--out", "near", "--jobs", "2", folder=tmp_path).returncode == 0
    assert contents(tmp_path / "far") == contents(tmp_path / "near")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    """The address of an S3 server on the loopback; it has its own environment, because it asks for other versions."""
    place = tmp_path_factory.mktemp("s3")
    venv.create(place / "environment", with_pip=True)
    programs = place / "environment" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", "moto[server]"], check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (place / "log").open("wb") as log:
        server = subprocess.Popen([programs / "moto_server", "-p", str(port)], stdout=log, stderr=log)
    try:
        while True:
            with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
                break
            assert server.poll() is None, (place / "log").read_text()
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=60)


@pytest.mark.long
def test_articles_and_tables_on_an_s3_server_are_those_on_this_machine(s3, tmp_path, monkeypatch):
    for name, value in (
        ("ENDPOINT_URL", s3),
        ("ACCESS_KEY_ID", "a"),
        ("SECRET_ACCESS_KEY", "b"),
        ("DEFAULT_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(f"AWS_{name}", value)
    store = fsspec.filesystem("s3")
    store.mkdir("bucket")
    store.put(f"{GOLD}/", "bucket/articles/", recursive=True)
    near = command("tables", "s3://bucket/articles", "--out", "near", folder=tmp_path)
    far = command("tables", "s3://bucket/articles", "--out", "s3://bucket/tables", "--jobs", "2", folder=tmp_path)
    assert near.returncode == far.returncode == 0, near.stderr + far.stderr
    store.get("bucket/tables/", f"{tmp_path}/fetched/", recursive=True)
    here = contents(tmp_path / "near")
    del here[".kzcn"]  # lists what kzcn made in a folder that may hold other files
    fetched = contents(tmp_path / "fetched")
    assert {name: data for name, data in fetched.items() if name != "tables.json"} == {
        name: data for name, data in here.items() if name != "tables.json"
    }
    assert kzcn.load("s3://bucket/tables").trade.equals(kzcn.load(tmp_path / "near").trade)
    again = command("tables", "s3://bucket/articles", "--out", "s3://bucket/tables", folder=tmp_path)
    assert "nothing has changed" in again.stdout
    other = command("tables", GOLD, "--out", "s3://bucket/articles", folder=tmp_path)
    assert other.returncode == 2 and "holds other files" in other.stderr and other.stderr.count("\n") == 1
