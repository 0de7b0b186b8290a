"""Tokens that no honest client would send, made byte by byte: what is broken, and by how it must be refused.

Every forgery begins as a good token. `BROKEN` are single faults, one for each thing that a rule looks at, in many ways;
`PAIRS` breaks two rules together, for a check that is only reached where another passed, or is left out after it.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, reduce
from itertools import combinations
from typing import Any, Final

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding

from tests.doubles.botframework import APP_ID, ISSUER, private_key

NOW: Final = 1_807_772_400
"""The second at which the tests' clock stands."""
SERVICE: Final = "{service}"
ELSEWHERE: Final = "https://attacker.example.org/"
GONE: Final = "(left out)"


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


@dataclass(frozen=True)
class Forgery:
    """A token to be made: header and claims (or their bytes), who signs the two, and what becomes of it then."""

    header: Mapping[str, Any] = field(default_factory=lambda: {"alg": "RS256", "typ": "JWT", "kid": "k1"})
    claims: Mapping[str, Any] = field(
        default_factory=lambda: {
            "iss": ISSUER,
            "aud": APP_ID,
            "serviceurl": SERVICE,
            "nbf": NOW - 60,
            "exp": NOW + 3600,
        }
    )
    header_bytes: bytes | None = None
    claim_bytes: bytes | None = None
    signs: Callable[[bytes], bytes] = lambda content: signed(content)  # noqa: PLW0108 (it is defined below)
    then: Callable[[str], str] = lambda token: token

    def made(self, service_url: str) -> str:
        claims = {name: service_url if value == SERVICE else value for name, value in self.claims.items()}
        header = self.header_bytes or as_json(dict(self.header))
        content = f"{encoded(header)}.{encoded(self.claim_bytes or as_json(claims))}"
        return self.then(f"{content}.{encoded(self.signs(content.encode()))}")


def signed(content: bytes, *, key: str = "k1", digest: hashes.HashAlgorithm | None = None) -> bytes:
    return private_key(key).sign(content, padding.PKCS1v15(), digest or hashes.SHA256())


def signed_pss(content: bytes) -> bytes:
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256.digest_size)
    return private_key("k1").sign(content, pss, hashes.SHA256())


def signed_by_the_public_key(content: bytes, digest: str = "sha256") -> bytes:
    """For which the public key itself is the secret."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return hmac.digest(private_key("k1").public_key().public_bytes(serialization.Encoding.PEM, form), content, digest)


@cache
def curve_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


Break = Callable[[Forgery], Forgery]


def header(**changes: object) -> Break:
    """With these in the header; GONE leaves one out."""
    return lambda good: replace(good, header=_changed(good.header, changes))


def claims(**changes: object) -> Break:
    return lambda good: replace(good, claims=_changed(good.claims, changes))


def by(signs: Callable[[bytes], bytes], **changes: object) -> Break:
    """Signed by somebody, with these in the header."""
    return lambda good: replace(good, signs=signs, header=_changed(good.header, changes))


def then(change: Callable[[str], str]) -> Break:
    return lambda good: replace(good, then=change)


def _changed(known: Mapping[str, Any], changes: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in {**known, **changes}.items() if value is not GONE}


def payload(made: bytes) -> Break:
    return lambda good: replace(good, claim_bytes=made)


def head(made: bytes) -> Break:
    return lambda good: replace(good, header_bytes=made)


def parts(change: Callable[[str, str, str], str]) -> Break:
    return then(lambda token: change(*token.split(".")))


def stranger(content: bytes) -> bytes:
    return signed(content, key="stranger")


def _claims_with(extra: bytes, **changes: object) -> bytes:
    """The good claims with raw JSON after them, which may be what no writer of JSON writes."""
    known = _changed({"iss": ISSUER, "aud": APP_ID, "nbf": NOW - 60, "exp": NOW + 3600}, changes)
    return as_json(known)[:-1] + b"," + extra + b"}"


def _flipped(text: str, at: int) -> str:
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


TIMES: Final = [GONE, None, True, False, "never", "", str(NOW + 3600), [NOW + 3600], {"at": NOW}, 10**400, -1, 2**40]
ISSUERS: Final = [GONE, None, "", "https://other.example.org", f"{ISSUER}/", ISSUER.upper(), ISSUER.replace("s:", ":"),
                  [ISSUER], f" {ISSUER}", f"{ISSUER}\0", "https://sts.windows.net/7e4a0000-tenant/", True, 7]  # fmt: skip
AUDIENCES: Final = [GONE, None, "", "another-app", [APP_ID], [APP_ID, "another"], {"id": APP_ID}, f"api://{APP_ID}",
                    APP_ID.upper(), f"{APP_ID} ", APP_ID[:-1], "*", True]  # fmt: skip
ADDRESSES: Final = [
    GONE,
    None,
    "",
    ELSEWHERE,
    [SERVICE],
    {"url": SERVICE},
    True,
    "HTTP://127.0.0.1",
    "http://127.0.0.1",
]
ALGORITHMS: Final = ["none", "None", "NONE", "nOnE", "", "rs256", "RS256 ", "RS384", "RS512", "PS256", "ES256", "EdDSA",
                     "HS256", "HS384", "HS512", "A128KW", GONE, None, ["RS256"], 256, True, {"alg": "RS256"}]  # fmt: skip
KEY_IDS: Final = [GONE, None, "", "k2", "K1", "k1 ", " k1", "k1\0", "k" * 5_000, "../../../../dev/null", "' OR '1'='1",
                  "https://attacker.example.org/key", ["k1"], {"kid": "k1"}, 1, True]  # fmt: skip
CRITICAL: Final = [["exp"], ["b64"], ["alg"], [], "exp", None, True, ["http://example.org/x"], [None], {"exp": 1}]
EXP_RAW: Final = [b'"exp":NaN', b'"exp":Infinity', b'"exp":1e999', b'"exp":-Infinity', b'"exp":9' + b"9" * 5_000]

BROKEN: dict[str, tuple[int, Break]] = {
    **{f"exp {value!r:.30}": (401, claims(exp=value)) for value in TIMES},
    **{f"exp {NOW - late} s ago": (401, claims(exp=late)) for late in (NOW - 60, NOW - 61, NOW - 86_400, 0)},
    **{f"raw {raw!r:.20}": (401, payload(_claims_with(raw, exp=GONE))) for raw in EXP_RAW},
    **{f"nbf {value!r:.30}": (401, claims(nbf=value)) for value in TIMES[1:]},
    **{f"nbf in {early - NOW} s": (401, claims(nbf=early)) for early in (NOW + 61, NOW + 3600, 2**39)},
    **{f"iss {value!r:.40}": (401, claims(iss=value)) for value in ISSUERS},
    **{f"aud {value!r:.40}": (401, claims(aud=value)) for value in AUDIENCES},
    **{f"serviceurl {value!r:.40}": (403, claims(serviceurl=value)) for value in ADDRESSES},
    "serviceurl under another name": (403, claims(serviceurl=GONE, serviceUrl=SERVICE)),
    **{f"alg {value!r:.30}": (401, header(alg=value)) for value in ALGORITHMS},
    **{f"alg {name}, unsigned": (401, by(lambda _: b"", alg=name)) for name in ("none", "None", "RS256", "HS256")},
    "HS256 by the public key": (401, by(signed_by_the_public_key, alg="HS256")),
    "HS384 by the public key": (401, by(lambda c: signed_by_the_public_key(c, "sha384"), alg="HS384")),
    "HS512 by the public key": (401, by(lambda c: signed_by_the_public_key(c, "sha512"), alg="HS512")),
    "RS256 by the public key": (401, by(signed_by_the_public_key)),
    "RS384 signed so": (401, by(lambda c: signed(c, digest=hashes.SHA384()), alg="RS384")),
    "RS512 signed so": (401, by(lambda c: signed(c, digest=hashes.SHA512()), alg="RS512")),
    "RS256 signed as RS512": (401, by(lambda c: signed(c, digest=hashes.SHA512()))),
    "PS256 signed so": (401, by(signed_pss, alg="PS256")),
    "RS256 signed as PS256": (401, by(signed_pss)),
    "ES256 signed so": (401, by(lambda c: curve_key().sign(c, ec.ECDSA(hashes.SHA256())), alg="ES256")),
    **{f"kid {value!r:.30}": (401, header(kid=value)) for value in KEY_IDS},
    **{f"crit {value!r:.30}": (401, header(crit=value)) for value in CRITICAL},
    "b64 false": (401, header(b64=False)),
    "b64 false and critical": (401, header(b64=False, crit=["b64"])),
    "b64 false, the claims as they are": (401, then(lambda token: token.replace(token.split(".")[1], "{}"))),
    "b64 true and critical": (401, header(b64=True, crit=["b64"])),
    "another's key": (401, by(stranger)),
    "another's key and id": (401, by(stranger, kid="stranger")),
    "another's key, which it brings": (401, by(stranger, jwk={"kty": "RSA", "n": "AQAB", "e": "AQAB"})),
    "another's key, and where to fetch it": (401, by(stranger, jku=f"{ELSEWHERE}keys", x5u=f"{ELSEWHERE}cert")),
    "another's key, as a certificate": (401, by(stranger, x5c=["MIIB"], x5t="AAAA")),
    "no signature": (401, parts(lambda h, c, _: f"{h}.{c}.")),
    "half a signature": (401, parts(lambda h, c, s: f"{h}.{c}.{s[: len(s) // 2]}")),
    "a signature and more": (401, parts(lambda h, c, s: f"{h}.{c}.{s}AAAA")),
    "nothing but zeros": (401, by(lambda _: b"\0" * 256)),
    "nothing but ones": (401, by(lambda _: b"\xff" * 256)),
    "one": (401, by(lambda _: b"\0" * 255 + b"\1")),
    **{f"bit {at} of the signature": (401, parts(lambda h, c, s, at=at: f"{h}.{c}.{_flipped(s, at)}"))  # type: ignore[misc]  # a default binds it
       for at in (0, 100, 200, 340)},
    **{f"bit {at} of the claims": (401, parts(lambda h, c, s, at=at: f"{h}.{_flipped(c, at)}.{s}"))  # type: ignore[misc]
       for at in (4, 40, 80)},
    "claims of another token": (401, parts(lambda h, c, s: f"{h}.{encoded(as_json({'exp': 2**39}))}.{s}")),
    "header of another token": (401, parts(lambda h, c, s: f"{encoded(as_json({'alg': 'RS256', 'kid': 'k1'}))}.{c}.{s}")),
    "claims before the header": (401, parts(lambda h, c, s: f"{c}.{h}.{s}")),
    "two parts": (401, parts(lambda h, c, _: f"{h}.{c}")),
    "four parts": (401, then(lambda token: f"{token}.AAAA")),
    "five parts, as if encrypted": (401, then(lambda token: f"{token}.AAAA.AAAA")),
    "one part": (401, then(lambda token: token.replace(".", ""))),
    "only dots": (401, then(lambda _: "..")),
    "stars": (401, then(lambda _: "***.***.***")),
    "letters of other alphabets": (401, then(lambda _: "ключ.ключ.ключ")),
    "too long": (401, header(pad="x" * 5_580)),
    "padded": (401, then(lambda token: token + "==")),
    "two blanks before it": (401, then(lambda token: " " + token)),
    "two tokens in one": (401, then(lambda token: f"{token}, Bearer {token}")),
    "a blank within": (401, then(lambda token: token.replace(".", ". ", 1))),
    "quoted": (401, then(lambda token: f'"{token}"')),
    **{f"claims {made!r:.30}": (401, payload(made)) for made in (
        b"[]", b"null", b"1", b'"text"', b"{", b"\xff\xfe{}", b"\xef\xbb\xbf{}", b"[" * 2_000, b'{"a":' * 900, b" ")},
    **{f"header {made!r:.30}": (401, head(made)) for made in (
        b"[]", b"null", b"1", b'"RS256"', b"{", b"\xff\xfe{}", b"[" * 2_000, b" ", b'{"alg":NaN,"kid":"k1"}')},
    "issuer twice": (401, payload(_claims_with(b'"iss":"https://other.example.org","iss":"%s"' % ISSUER.encode()))),
    "expiry twice": (401, payload(_claims_with(b'"exp":1,"exp":%d' % (NOW + 60)))),
    "half of a character": (401, payload(_claims_with(b'"x":"\\ud800"'))),
    "a NUL in a claim": (401, payload(_claims_with(b'"x":"\\u0000"'))),
}  # fmt: skip

FAULTS: Final[Mapping[str, Break]] = {
    "expired": claims(exp=NOW - 600),
    "endless": claims(exp=GONE),
    "early": claims(nbf=NOW + 600),
    "other issuer": claims(iss="https://other.example.org"),
    "no issuer": claims(iss=GONE),
    "other audience": claims(aud="another-app"),
    "no audience": claims(aud=GONE),
    "other address": claims(serviceurl=ELSEWHERE),
    "no address": claims(serviceurl=GONE),
    "alg none": header(alg="none"),
    "alg HS256": header(alg="HS256"),
    "unknown kid": header(kid="nobody"),
    "no kid": header(kid=GONE),
    "crit": header(crit=["exp"]),
    "stranger": by(stranger),
    "unsigned": by(lambda _: b""),
}
PAIRS: Final[Mapping[str, Break]] = {
    f"{one} + {two}": (lambda good, one=one, two=two: FAULTS[two](FAULTS[one](good)))  # type: ignore[misc]
    for one, two in combinations(FAULTS, 2)
}
ALL_TOGETHER: Final[Break] = lambda good: reduce(lambda made, fault: fault(made), FAULTS.values(), good)  # noqa: E731 (one of many)
