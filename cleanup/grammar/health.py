"""Whether a LanguageTool server answers, and which one it is. These are short questions, asked without the wrapper."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

_FAILURES = (OSError, http.client.HTTPException, ValueError)


def base_of(url: str) -> str:
    """A server's address as people write it (with or without scheme, ``/v2`` and ``/v2/check``) in one form: it ends in
    a slash, and ``v2/`` is to be put behind it."""
    url = url.strip()
    if "://" not in url:
        url = f"http://{url}"
    url = url.rstrip("/")
    for ending in ("/check", "/v2"):
        url = url.removesuffix(ending)
    return f"{url}/"


def is_here(url: str) -> bool:
    """Whether a server is on this machine, so that no proxy must be asked for it."""
    host = urllib.parse.urlsplit(url).hostname or ""
    return host == "localhost" or host == "::1" or host.startswith("127.")


def is_healthy(base: str, timeout: float = 2.0) -> bool:
    """Whether the server at ``base`` says that it is well."""
    try:
        _get(f"{base}v2/healthcheck", timeout)
    except _FAILURES:
        return False
    return True


def version_at(base: str, timeout: float = 10.0) -> str:
    """The version of the server at ``base``. Raises `OSError` with a plain reason where there is none."""
    try:
        answer = json.loads(_get(f"{base}v2/info", timeout))
        return str(answer["software"]["version"])
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise OSError(f"HTTP {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        reason: Any = error.reason
        raise OSError(getattr(reason, "strerror", None) or str(reason)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise OSError("it does not answer like LanguageTool") from error
    # Servers before 5 have no /info, but name themselves in every answer.
    try:
        data = urllib.parse.urlencode({"language": "en-US", "text": "."}).encode()
        return str(json.loads(_get(f"{base}v2/check", timeout, data))["software"]["version"])
    except (*_FAILURES, KeyError, TypeError) as error:
        raise OSError("it does not answer like LanguageTool") from error


def _get(url: str, timeout: float, data: bytes | None = None) -> bytes:
    proxies = urllib.request.ProxyHandler({} if is_here(url) else None)
    with urllib.request.build_opener(proxies).open(url, data, timeout) as answer:
        body: bytes = answer.read()
        return body
