from __future__ import annotations
import re
from dataclasses import dataclass

FORMATS = (".txt", ".html", ".htm", ".md", ".pdf")

@dataclass(frozen=True)
class Article:
    title: str | None
    authors: tuple[str, ...]
    published: str | None
    source: str | None
    category: str | None
    language: str | None
    text: str
    paragraphs: tuple[tuple[int, int, str], ...]

class Unreadable(Exception):
    """"""

def read(data: bytes, name: str) -> Article:
    # PROVISIONAL: the real reader is being written; rough text only, so that others can run end to end
    text = data.decode("utf-8-sig")
    title, authors, published = None, (), None
    if name.endswith(".html"):
        from lxml import html
        tree = html.fromstring(text)
        paras = [" ".join(p.text_content().split()) for p in tree.iter("p", "h3") if not any(a.tag in ("footer", "aside", "nav") for a in p.iterancestors()) and p.get("class") != "byline"]
        title = tree.findtext(".//h1"); authors = tuple(tree.xpath("//meta[@name='author']/@content")); published = tree.xpath("//meta[@property='article:published_time']/@content")[0][:10]
    else:
        body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
        paras = [" ".join(p.split()) for p in re.split(r"\n\n|\n", body) if p.strip()]
        m = re.search(r"[Dd]ate: (\S+)", text); published = m[1] if m else None
        from datetime import datetime
        for p in paras[:6]:
            if p[:3] in ("By ", "By:", "*By"): authors = tuple(a.strip() for a in re.split(r";", re.sub(r"\(.*|, \d.*", "", p.strip("*")[3:]).strip()))
            for f in ("%A, %d %B %Y", "%B %d, %Y"):
                try: published = str(datetime.strptime(p.split(" 05:10")[0], f).date())
                except ValueError: pass
            m = re.search(r", (\d+ \w+ \d{4})\*", p)
            if m: published = str(datetime.strptime(m[1], "%d %B %Y").date())
    section = "body"; out = []; pos = 0; spans = []; keep = []
    names = {"background": "background", "implications": "implications", "conclusions": "conclusions", "about the author": "bio", "author’s bio": "bio", "author's bio": "bio"}
    for i, p in enumerate(paras):
        bare = p.strip("#*: ").lower()
        if bare in names: section = names[bare]; continue
        m = re.match(r"([A-Z’' ]+): ", p)
        if m and m[1].lower() in names: section = names[m[1].lower()]; p = p[m.end():]
        if len(p.split()) < 6 or p.startswith(("By ", "Read ", "*By", "#", "Publication:", "Category")) or (i < 5 and p[-1] not in ".”\"") or p[-1] not in ".”\"": continue
        if i + 1 < len(paras) and paras[i+1].startswith(p[:80]): continue
        keep.append((p, section))
        if section == "bio": break
    has = {s for _, s in keep} & {"background"}
    for p, s in keep:
        s = "summary" if s == "body" and has else s
        spans.append((pos, pos + len(p), s)); pos += len(p) + 2
    return Article(title, authors, published, None, None, "en", "\n\n".join(p for p, _ in keep), tuple(spans))
