"""Decodes bytes in any common encoding, and repairs text that was decoded wrongly before."""

from __future__ import annotations

import re
from collections import Counter

import charset_normalizer
import ftfy

from kzcn.errors import KzcnError

# Most pages that are not Unicode are in one of these; a closed list excludes rare code pages that would fit a few odd bytes.
CODE_PAGES = [
    "cp1252",
    "cp1251",
    "koi8_r",
    "gb18030",
    "cp1254",
    "cp1250",
    "shift_jis",
    "euc_kr",
    "utf_16_le",
    "utf_16_be",
]
LARGER = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}  # as browsers read these names
NO_CHARSETS = {
    "idna",
    "punycode",
    "raw-unicode-escape",
    "undefined",
    "unicode-escape",
    "utf-7",
}  # encodings of Python that pages do not use
REPAIR = ftfy.TextFixerConfig(uncurl_quotes=False, fix_character_width=False)
# ASCII, quotes and dashes: nothing to repair, except for entities outside of HTML
PLAIN = re.compile(r"[\t -%'-~\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026]*")
PLAIN_HTML = re.compile(r"[\t -~\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026]*")
SCRIPT = re.compile(r"(<script\b.*?</script\s*>)", re.IGNORECASE | re.DOTALL)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


class Binary(KzcnError):
    """The bytes are not text in any encoding."""


def decode(data: bytes) -> str:
    """Returns the text of bytes in any common encoding, repaired, with Unix line ends; Binary when they are not text."""
    text = _decoded(data)
    controls = len(CONTROLS.findall(text[:5000]))
    if "\0" in text or controls > len(text[:5000]) / 50:
        raise Binary
    return repaired(text.replace("\r\n", "\n").replace("\r", "\n"))


def repaired(text: str) -> str:
    """Returns the text without decoding errors and invisible characters; quotes, dashes and scripts of HTML stay unchanged."""
    config, plain = (REPAIR._replace(unescape_html=False), PLAIN_HTML) if "<" in text else (REPAIR, PLAIN)
    parts = SCRIPT.split(text)
    parts[::2] = [
        "\n".join(line if plain.fullmatch(line) else ftfy.fix_text(line, config) for line in part.split("\n"))
        for part in parts[::2]
    ]
    return INVISIBLE.sub("", "".join(parts))


def joined_surrogates(text: str) -> str:
    """Returns the text with surrogate pairs joined and single surrogates as U+FFFD, since no file can contain them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    zeros = Counter(place % 2 for place, byte in enumerate(data[:4000]) if byte == 0)
    if (
        zeros.total() > len(data[:4000]) / 8
    ):  # UTF-16 without a byte order mark: every Latin letter has a zero byte on one side
        return data.decode("utf-16-le" if zeros[1] > zeros[0] else "utf-16-be", "replace")
    declared = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,20})", data[:4000], re.IGNORECASE)
    name = declared[1].decode("ascii").lower().replace("_", "-") if declared else "utf-8"
    name = "utf-8" if name in NO_CHARSETS else name
    for encoding in ("utf-8", LARGER.get(name, name)):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    best = charset_normalizer.from_bytes(data, cp_isolation=CODE_PAGES).best()
    if best is not None and best.encoding == "cp1251" and _is_kazakh(str(best)):
        return data.decode("kz1048", "replace")
    return str(best) if best is not None else data.decode("cp1252", "replace")


def _is_kazakh(text: str) -> bool:
    """Returns whether a text that was read as cp1251 is Kazakh in kz1048: it has the letters of several other languages."""
    found = Counter(text.casefold())
    counts = [sum(found[letter] for letter in letters) for letters in ("їєґ", "ў", "ќѕј")]
    return sum(map(bool, counts)) > 1 and sum(counts) > len(text) / 50
