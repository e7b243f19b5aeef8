"""Challenges: what a server that wants a digest of the password is answered (RFC 7616), as Virtuoso does."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from typing import Final

from kg.publish.credentials import Credentials

_DIGEST: Final = re.compile(r"(?:^|,\s{0,8})digest\s", re.IGNORECASE)
_FIELD: Final = re.compile(r'([A-Za-z]{1,20})\s?=\s?(?:"([^"\\]{0,500})"|([^\s,"]{1,200}))')
_ALGORITHMS: Final = {"md5": hashlib.md5, "sha-256": hashlib.sha256}
_LONGEST: Final = 4000


def fields_of(challenge: str) -> dict[str, str]:
    """Return the fields of a `WWW-Authenticate` that wants a digest; none where it wants nothing that is known here."""
    begin = _DIGEST.search(challenge[:_LONGEST])
    if begin is None:
        return {}
    found = _FIELD.findall(challenge[begin.end() : _LONGEST])
    fields = {name.lower(): quoted or plain for name, quoted, plain in found}
    known = "nonce" in fields and fields.get("algorithm", "MD5").lower() in _ALGORITHMS
    return fields if known else {}


def answered(
    fields: Mapping[str, str], credentials: Credentials, *, method: str, path: str, number: int = 1
) -> dict[str, str]:
    """Return the header that answers a challenge.

    Args:
        fields: what the server wants.
        credentials: a name and a password.
        method: that of the request.
        path: its path, with the query.
        number: how many requests have answered this challenge, this one included.
    """
    made = _ALGORITHMS[fields.get("algorithm", "MD5").lower()]

    def digest(*parts: str) -> str:
        return made(":".join(parts).encode()).hexdigest()

    realm, nonce = fields.get("realm", ""), fields["nonce"]
    who, what = digest(credentials.user, realm, credentials.password), digest(method, path)
    count, mine = f"{number:08x}", secrets.token_hex(8)
    session = "auth" in re.split(r"[\s,]", fields.get("qop", ""))
    response = digest(who, nonce, count, mine, "auth", what) if session else digest(who, nonce, what)
    told = {"username": credentials.user, "realm": realm, "nonce": nonce, "uri": path, "response": response}
    told |= {"opaque": fields["opaque"]} if "opaque" in fields else {}
    words = [f"{name}={_quoted(value)}" for name, value in told.items()]
    words += [f"algorithm={fields['algorithm']}"] if "algorithm" in fields else []
    words += [f'qop=auth, nc={count}, cnonce="{mine}"'] if session else []
    return {"authorization": f"Digest {', '.join(words)}"}


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
