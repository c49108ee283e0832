"""The notebook in docs/ runs from its first cell to its last, and each cell shows something."""

from __future__ import annotations

import pytest
from tests.conftest import ROOT

NOTEBOOK = ROOT / "docs" / "tables.ipynb"


@pytest.mark.slow
def test_the_notebook_runs(tmp_path, monkeypatch):
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    for package in ("ipykernel", "pyarrow", "pandas", "polars", "duckdb"):
        pytest.importorskip(package)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    client = nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT)}})
    client.execute()
    shown = [cell["outputs"][-1]["data"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all("text/html" in data or "text/plain" in data for data in shown)
    assert 'lang="ar"' in shown[1]["text/html"]
    assert "Sergey Lavrov" in shown[4]["text/plain"]
    assert "<ins" in shown[5]["text/html"]


def test_the_notebook_stands_in_the_repository_without_output():
    nbformat = pytest.importorskip("nbformat")
    for cell in nbformat.read(NOTEBOOK, as_version=4)["cells"]:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None
