"""Makers of packages as npm's registry has them, and of the pins by which scripts know them."""

import base64
import hashlib
import io
import tarfile


def tarball(contents):
    """Make the tarball of a package, given the texts or the bytes of its files by their paths."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for path, content in contents.items():
            data = content.encode() if isinstance(content, str) else content
            member = tarfile.TarInfo(f"package/{path}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def pin(name, data, **rest):
    """Make the pin of a tarball."""
    digest = base64.b64encode(hashlib.sha512(data).digest()).decode()
    return {"name": name, "version": "1.0.0", "integrity": f"sha512-{digest}", **rest}
