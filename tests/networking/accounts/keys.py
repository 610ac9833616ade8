"""A device that makes passkeys and shows them, as a browser hands them on."""

import json
import secrets
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
NONE = FLAG(0)


class Device:
    """Holds one passkey at most, for one site; `verifies` says whether it asks for a finger."""

    def __init__(self, origin: str, verifies: bool = True) -> None:
        self.origin = origin
        self.flags = FLAG.UP | (FLAG.UV if verifies else NONE)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.owner = ""

    def makes(self, options: dict[str, Any]) -> str:
        """What a browser brings back from making a passkey."""
        asked = options["publicKey"]
        self.owner = asked["user"]["id"]
        cose: ES256 = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        public = AttestedCredentialData.create(Aaguid.NONE, self.id, cose)
        data = self._data(asked["rp"]["id"], FLAG.AT, public)
        said = self._said("webauthn.create", asked["challenge"])
        statement = AttestationObject.create("none", data, {})
        return self._brought(clientDataJSON=said, attestationObject=statement)

    def shows(self, options: dict[str, Any]) -> str:
        """What a browser brings back from showing the passkey."""
        asked = options["publicKey"]
        data = self._data(asked["rpId"])
        said = self._said("webauthn.get", asked["challenge"])
        signature = self.key.sign(data + sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._brought(clientDataJSON=said, authenticatorData=data, signature=signature)

    def _data(
        self, name: str, more: FLAG = NONE, made: AttestedCredentialData | None = None
    ) -> AuthenticatorData:
        digest = sha256(name.encode()).digest()
        return AuthenticatorData.create(digest, self.flags | more, 0, made or b"")

    def _said(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, self.origin)

    def _brought(self, **response: bytes) -> str:
        name = websafe_encode(self.id)
        answer = {key: websafe_encode(value) for key, value in response.items()}
        credential = {"id": name, "rawId": name, "type": "public-key"}
        return json.dumps({**credential, "response": {**answer, "userHandle": self.owner}})
