"""Signatures of supervisors: Ed25519 (RFC 8032), by the ``cryptography`` library."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Any

from desknote.diagnostics import Diagnostic, Problems


def new_key(passphrase: str = "") -> tuple[bytes, str]:
    """A new private key as PEM (encrypted with ``passphrase`` if given), and the public key, base64.

    Raises Problems (DN816).
    """
    _need_library()
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    locked: Any = forms.BestAvailableEncryption(passphrase.encode()) if passphrase else forms.NoEncryption()
    pem = key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, locked)
    return pem, public_text(key)


def read_key(pem: bytes, file: str, passphrase: str = "") -> Any:
    """The private key in ``pem``.

    Raises Problems: DN812 where it is not one, or the passphrase is wrong; DN816.
    """
    _need_library()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, passphrase.encode() if passphrase else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Problems([Diagnostic("DN812", None, {"file": file})]) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Problems([Diagnostic("DN812", None, {"file": file})])
    return key


def public_text(key: Any) -> str:
    """The public half of a private key, as ``content/house.yaml`` holds it: 32 bytes, base64."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def kept_in(root: Path, file: Path) -> list[Diagnostic]:
    """DN817 where the private key ``file`` lies in the workspace at ``root``: it would go with every copy."""
    try:
        inside = file.resolve().is_relative_to(root)
    except OSError:
        return []
    return [Diagnostic("DN817", None, {"path": str(file)})] if inside else []


def sign(key: Any, digest: str) -> str:
    """The signature of a hash, base64."""
    return base64.b64encode(key.sign(bytes.fromhex(digest))).decode()


def is_signed(public: str, digest: str, signature: str) -> bool:
    """Whether ``signature`` is that of the holder of ``public`` under ``digest``. Raises Problems (DN816)."""
    _need_library()
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(base64.b64decode(signature, validate=True), bytes.fromhex(digest))
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def _need_library() -> None:
    """Raises Problems (DN816) where the library is not there or does not load."""
    try:
        import cryptography.hazmat.primitives.asymmetric.ed25519  # noqa: F401
    except ImportError as error:
        raise Problems([Diagnostic("DN816", None, {"reason": str(error)})]) from error
