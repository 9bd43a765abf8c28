"""The digest that decides whether a notebook runs again."""

from kzcn import fingerprint
from kzcn.report import cache


def test_a_key_covers_parameters_files_they_name_articles_package_versions_and_python(place, monkeypatch):
    path = place / "notebooks" / "one.ipynb"
    statistics = place / "own.csv"
    statistics.write_text("a", encoding="utf-8")
    keys = [cache.key(path, {"reference": str(statistics)}, "digest")]
    statistics.write_text("b", encoding="utf-8")
    keys.append(cache.key(path, {"reference": str(statistics)}, "digest"))
    keys.append(cache.key(path, {"reference": "built-in"}, "digest"))
    keys.append(cache.key(path, {"reference": "built-in"}, "another"))
    monkeypatch.setattr(fingerprint, "environment", lambda: {"python": "3.11.7", "pandas": "9"})
    keys.append(cache.key(path, {"reference": "built-in"}, "another"))
    monkeypatch.setattr(fingerprint, "package", lambda: "another")
    keys.append(cache.key(path, {"reference": "built-in"}, "another"))
    assert len(set(keys)) == len(keys)
    monkeypatch.undo()
    assert {"python", "pandas", "papermill"} <= set(fingerprint.environment())


def test_the_digest_of_articles_is_of_names_and_bytes_wherever_they_lie(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder / "articles").mkdir(parents=True)
        (tmp_path / folder / "articles" / "x.txt").write_text("one", encoding="utf-8")
    digests = [cache.files(str(tmp_path / folder / "articles")) for folder in ("a", "b")]
    assert digests[0] == digests[1]
    (tmp_path / "b" / "articles" / "x.origin.yaml").write_text("rights: none", encoding="utf-8")
    assert cache.files(str(tmp_path / "b" / "articles")) != digests[0]
    assert cache.files(str(tmp_path / "b" / "articles" / "x.txt")) != cache.files(
        str(tmp_path / "a" / "articles" / "x.txt")
    )
    (tmp_path / "a" / "articles" / ".hidden").write_text("x", encoding="utf-8")
    assert cache.files(str(tmp_path / "a" / "articles")) == digests[0]
