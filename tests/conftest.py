"""What several test files share: two corpora, a folder for reports, and how long the property tests search."""

import os
import shutil

import pytest
from building import ROOT, SEEDS, ran, run, whole, workplace
from hypothesis import settings

import kzcn

os.environ["KZCN_CACHE"] = "off"  # tests replace parts of the code, which entries made without them would hide

settings.register_profile("long", max_examples=2000, deadline=None)  # for `make test-all`


@pytest.fixture(scope="session")
def seed():
    """The corpus of the seed article."""
    return kzcn.load(SEEDS)


@pytest.fixture(scope="session")
def practice():
    """The corpus of the annotated articles."""
    return kzcn.load(ROOT / "tests" / "gold" / "articles")


@pytest.fixture
def place(tmp_path):
    """A folder with the seed article and two small notebooks, `one` and `two`."""
    return workplace(tmp_path)


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    folder = workplace(tmp_path_factory.mktemp("finished"))
    made = run(folder)
    assert made.returncode == 0 and ran(made) == ["one", "two"] and whole(folder / "reports" / "articles"), made.stderr
    return folder


@pytest.fixture
def reported(finished, tmp_path):
    """A copy of `place` with its finished report in reports/articles."""
    return shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
