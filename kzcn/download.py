"""Fetches one page over http or https, with limits of time and size."""

from __future__ import annotations

import http.client
import re
import threading
import urllib.error
import urllib.request
import zlib
from concurrent.futures import Future
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath
from typing import IO, Any
from urllib.parse import quote, urlsplit

import kzcn
from kzcn.articles.article import FORMATS
from kzcn.errors import KzcnError

SECONDS, MEGABYTES = 60, 20  # the limits for one page
ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
}
PIECE = 2**16  # bytes


class NotFetched(KzcnError):
    """A page cannot be fetched; the message is one line that says why."""


@dataclass(frozen=True)
class Download:
    """A page as received: its bytes, the address that it came from after redirects, and the ending for its file."""

    data: bytes
    address: str
    ending: str


def get(address: str, *, seconds: float = SECONDS, megabytes: float = MEGABYTES) -> Download:
    """Returns the page at an http or https address; NotFetched if it is missing, too slow, too large, or no article."""
    _check(address)
    answer: Future[Download] = Future()

    def work() -> None:
        try:
            answer.set_result(_get(address, seconds, megabytes))
        except Exception as error:
            answer.set_exception(error)

    # A time limit on the socket alone starts anew with every byte.
    threading.Thread(target=work, daemon=True).start()
    try:
        return answer.result(timeout=seconds)
    except TimeoutError:
        raise NotFetched(f"{address}: not complete after {seconds:g} s; try again, or give --timeout SECONDS") from None
    except urllib.error.HTTPError as error:
        raise NotFetched(f"{address}: the server answers {error.code} ({error.reason}); check the address") from None
    except urllib.error.URLError as error:
        raise NotFetched(f"{address}: {_reason(error.reason)}; check the address and the network") from None
    except (http.client.HTTPException, OSError, ValueError, zlib.error) as error:
        raise NotFetched(f"{address}: {_reason(error)}; check the address and the network") from None


def is_address(text: str) -> bool:
    """Returns whether a text is an address with a scheme (`https://…`), not the name of a file."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", text) is not None


def _check(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        raise NotFetched(f"{address}: only http and https are fetched; save the page yourself and add the file")
    if not parts.hostname or "@" in parts.netloc:
        raise NotFetched(f"{address}: give an address with a host and without user or password")


def _reason(error: Any) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__).lower()


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to http and https."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message[str, str], newurl: str
    ) -> urllib.request.Request | None:
        _check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _opener() -> urllib.request.OpenerDirector:
    """Returns an opener that knows no other schemes than http and https."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        _Redirects,
    ):
        opener.add_handler(handler())
    return opener


def _get(address: str, seconds: float, megabytes: float) -> Download:
    largest = int(megabytes * 1_000_000)
    request = urllib.request.Request(
        quote(address.partition("#")[0], safe="%/:=&?~+!$,;'@()*[]"),
        headers={"User-Agent": f"kzcn/{kzcn.__version__}", "Accept": "text/html, text/*;q=0.9, application/pdf;q=0.9"},
    )
    with _opener().open(request, timeout=seconds) as response:
        ending = _ending(response.headers.get_content_type(), response.url)
        data = bytearray()
        while piece := response.read1(PIECE):
            data += piece
            _check_size(data, largest, address)
        missing = response.length  # what is left of the stated length
        if missing:
            raise NotFetched(f"{address}: the connection ended {missing} bytes before the end; try again")
        return Download(
            _unpacked(bytes(data), response.headers.get("Content-Encoding", ""), largest, address),
            response.url,
            ending,
        )


def _ending(kind: str, address: str) -> str:
    stated = PurePosixPath(urlsplit(address).path).suffix.lower()
    if kind == "text/plain" and stated in FORMATS:  # how servers send .md
        return stated
    if kind not in ENDINGS:
        raise NotFetched(f"{address}: it is {kind}, not a page, text or PDF; give the address of the article")
    return ENDINGS[kind]


def _unpacked(data: bytes, encoding: str, largest: int, address: str) -> bytes:
    if encoding.lower() in ("", "identity"):
        return data
    if encoding.lower() not in ("gzip", "x-gzip", "deflate"):
        raise NotFetched(f"{address}: its encoding {encoding} is not known; save the page yourself and add the file")
    plain = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(data, largest + 1)
    _check_size(plain, largest, address)
    return plain


def _check_size(data: bytes | bytearray, largest: int, address: str) -> None:
    if len(data) > largest:
        raise NotFetched(f"{address}: larger than {largest / 1_000_000:g} MB; save the page yourself and add the file")
