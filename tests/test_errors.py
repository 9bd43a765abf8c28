"""Errors: every one that kzcn raises on purpose has one base class, and the command reports it in one line."""

import importlib
import inspect
import pkgutil

import pytest

import kzcn
from kzcn import cli, corpus
from kzcn.errors import KzcnError


def error_classes():
    for module in pkgutil.walk_packages(kzcn.__path__, "kzcn."):
        if module.name != "kzcn.__main__":
            for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
                if issubclass(found, Exception) and found.__module__ == module.name and not issubclass(found, Warning):
                    yield found


def test_every_error_class_derives_from_the_base_class():
    classes = list(error_classes())
    assert len(classes) > 15
    assert [found for found in classes if not issubclass(found, KzcnError)] == []


class Unforeseen(Exception):
    """An error of another package."""


@pytest.mark.parametrize(
    "error, code, line",
    [
        (KzcnError("articles: nothing\nthere; give a folder"), 2, "kzcn: articles: nothing there; give a folder"),
        (PermissionError("articles: no permission"), 2, "kzcn: articles: no permission"),
        (Unforeseen("odd"), 1, "kzcn: odd (Unforeseen, a fault of kzcn: run the command again with --debug"),
    ],
)
def test_the_command_reports_an_error_in_one_line_and_tells_faults_of_kzcn_apart(
    monkeypatch, capsys, error, code, line
):
    def load(address):
        raise error

    monkeypatch.setattr(corpus, "load", load)
    monkeypatch.setattr("sys.argv", ["kzcn", "actors", "seeds"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    message = capsys.readouterr().err
    assert ended.value.code == code and message.startswith(line) and message.count("\n") == 1
