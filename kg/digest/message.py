"""A document as a message for a mail program: plain text, and the same as HTML.

It has no sender, no recipient and no date: the program that sends it knows them.
"""

import hashlib
from email.message import EmailMessage
from email.policy import SMTPUTF8
from typing import Final

from kg.digest import mail, plain
from kg.digest.document import Document
from kg.query.table import printable

_POLICY: Final = SMTPUTF8.clone(linesep="\n", utf8=False)
"""Header lines in ASCII, as every program takes them, and the line breaks of files."""


def write(document: Document) -> bytes:
    """Return a document as a message; the same document gives the same bytes."""
    text, page = plain.write(document, more=""), mail.write(document)
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = printable(document.title)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    message.set_boundary(f"kg-{hashlib.sha256(page.encode()).hexdigest()[:32]}")
    return message.as_bytes()
