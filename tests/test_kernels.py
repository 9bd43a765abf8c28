"""Kernels that are not forked start as Jupyter starts them."""

from building import whole

from kzcn.report import build, planning


def test_without_forking_kernels_start_as_programs(place, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    request = planning.Request(
        str(place / "articles"), place / "reports" / "articles", notebooks=place / "notebooks", jobs=2
    )
    assert build.make(request) == [] and whole(place / "reports" / "articles")
