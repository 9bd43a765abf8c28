"""Makes a report small enough for the repository: `make sample`.

The executed notebooks are left out, because `notebooks/` holds them; the index links there. What only a later `kzcn report` needs is left out too.
"""

import re
import shutil
import sys
from pathlib import Path

report = Path(sys.argv[1])
shutil.rmtree(report / "notebooks")
for name in ("report.json", ".kzcn"):
    (report / name).unlink()
index = report / "index.html"
text = index.read_text(encoding="utf-8")
index.write_text(re.sub(r'href="notebooks/', 'href="../../notebooks/', text), encoding="utf-8")
