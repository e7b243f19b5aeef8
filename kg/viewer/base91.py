"""Bytes as letters that may stand in a page: thirteen bits in two letters, a twelfth shorter than base64.

The letters are the printable ones of ASCII but for `<`, `"` and `\\`, so that they need no escape in JSON or in a
script element. The idea is that of J. Henke's basE91 (2006); here every pair holds thirteen bits, which arrays do in
one go. `unpack.js` reads them.
"""

import numpy as np

_LETTERS = np.frombuffer(bytes(set(range(33, 127)) - set(b'<"\\')), np.uint8)
_BITS = 13
_NUMBERS = np.full(256, -1)
_NUMBERS[_LETTERS] = np.arange(len(_LETTERS))


def encode(data: bytes) -> str:
    r"""Return bytes as letters.

    >>> encode(b"kg")
    'Hirj'
    """
    bits = np.unpackbits(np.frombuffer(data, np.uint8))
    padded = np.concatenate([bits, np.zeros(-len(bits) % _BITS, np.uint8)]).reshape(-1, _BITS)
    values = np.packbits(padded, axis=1).view(">u2").ravel() >> (16 - _BITS)
    pairs = np.stack(np.divmod(values, len(_LETTERS)), axis=1)
    letters: bytes = _LETTERS[pairs.ravel()].tobytes()
    return letters.decode("ascii")


def decode(text: str, size: int) -> bytes:
    """Return the first bytes that letters stand for.

    Raises:
        ValueError: there are other letters among them, or too few.
    """
    numbers = _NUMBERS[np.frombuffer(text.encode("ascii"), np.uint8)]
    if len(numbers) % 2 or (numbers < 0).any() or len(numbers) // 2 * _BITS < 8 * size:
        raise ValueError("these letters stand for no bytes")
    values = numbers[::2] * len(_LETTERS) + numbers[1::2]
    bits = np.unpackbits(values.astype(">u2").view(np.uint8)).reshape(-1, 16)[:, 16 - _BITS :]
    return np.packbits(bits.ravel()[: 8 * size]).tobytes()
