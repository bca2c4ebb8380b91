"""MiniStack, the emulated AWS, with outbound identity federation, which it lacks: its own tokens are signed with a key that nobody
can check, and are of nobody. MiniStack looks at signature and policy of each call first, as for every other.

https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOutboundWebIdentityFederation.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html
"""

import json
import os
import time
import uuid
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from ministack import app as ministack
from ministack.core.iam_evaluator import resolve_credential
from ministack.core.router import extract_access_key_id
from ministack.services import iam, sts

KEY_ID = "RSA_0"
# AWS gives each account a host of its own for it.
PATH = f"/outbound-identity-federation/{uuid.uuid4()}"
ISSUER = f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}{PATH}"
DOCUMENTS = {
    f"{PATH}/.well-known/openid-configuration": {
        "issuer": ISSUER,
        "jwks_uri": f"{ISSUER}/.well-known/jwks.json",
        "id_token_signing_alg_values_supported": ["RS256"],
    },
}


class Federation:
    """Whether the account has enabled it; it is off by default. The keys belong to AWS and stay."""

    is_enabled = False
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def disabled(_):
    return iam._error(404, "FeatureDisabled", "Outbound identity federation is not enabled for this account.", ns="iam")


def enable(_):
    if Federation.is_enabled:
        return iam._error(409, "FeatureEnabled", "Outbound identity federation is already enabled.", ns="iam")
    Federation.is_enabled = True
    return answer_of_iam("EnableOutboundWebIdentityFederation", f"<IssuerIdentifier>{ISSUER}</IssuerIdentifier>")


def describe(parameters):
    if not Federation.is_enabled:
        return disabled(parameters)
    members = f"<IssuerIdentifier>{ISSUER}</IssuerIdentifier><JwtVendingEnabled>true</JwtVendingEnabled>"
    return answer_of_iam("GetOutboundWebIdentityFederationInfo", members)


def disable(parameters):
    if not Federation.is_enabled:
        return disabled(parameters)
    Federation.is_enabled = False
    return answer_of_iam("DisableOutboundWebIdentityFederation", "")


def answer_of_iam(action, members):
    return iam._xml(200, f"{action}Response", f"<{action}Result>{members}</{action}Result>", ns="iam")


async def answer_of_sts(method, path, headers, body, query_params):
    # MiniStack refuses parameters that STS would refuse.
    answer = await ministack_sts(method, path, headers, body, query_params)
    asked = parse_qs(body.decode())
    if asked.get("Action") != ["GetWebIdentityToken"] or answer[0] != 200:
        return answer
    if not Federation.is_enabled:
        code = "OutboundWebIdentityFederationDisabledException"
        return iam._error(403, code, "Outbound identity federation is not enabled for this account.", ns="sts")
    if asked["SigningAlgorithm"] != ["RS256"]:
        return iam._error(501, "NotEmulated", "Only RS256 is emulated.", ns="sts")
    caller = resolve_credential(extract_access_key_id(headers, query_params))
    begins = int(time.time())
    ends = begins + int(asked.get("DurationSeconds", ["300"])[0])
    audiences = [value for name, [value] in sorted(asked.items()) if name.startswith("Audience.member.")]
    principal = role_of(caller.principal_arn)
    claims = {
        "iss": ISSUER,
        "sub": principal,
        "aud": audiences[0] if len(audiences) == 1 else audiences,
        "iat": begins,
        "exp": ends,
        "jti": str(uuid.uuid4()),
        "https://sts.amazonaws.com/": {"aws_account": caller.account_id, "principal_id": principal},
    }
    token = jwt.encode(claims, Federation.key, algorithm="RS256", headers={"kid": KEY_ID})
    expiration = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(ends))
    members = f"<WebIdentityToken>{token}</WebIdentityToken><Expiration>{expiration}</Expiration>"
    action = "GetWebIdentityToken"
    return iam._xml(200, f"{action}Response", f"<{action}Result>{members}</{action}Result>", ns="sts")


def role_of(principal):
    """ARN of the role that a session is of; any other principal is itself."""
    service, _, session = principal.partition(":assumed-role/")
    role = session.rpartition("/")[0]
    return f"{service.replace(':sts:', ':iam:')}:role/{role}" if session else principal


async def app(scope, receive, send):
    document = DOCUMENTS.get(scope.get("path"))
    if document is None:
        await ministack_app(scope, receive, send)
        return
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(document).encode()})


public = jwt.algorithms.RSAAlgorithm.to_jwk(Federation.key.public_key(), as_dict=True)
DOCUMENTS[f"{PATH}/.well-known/jwks.json"] = {"keys": [public | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]}
iam._IAM_HANDLERS["EnableOutboundWebIdentityFederation"] = enable
iam._IAM_HANDLERS["GetOutboundWebIdentityFederationInfo"] = describe
iam._IAM_HANDLERS["DisableOutboundWebIdentityFederation"] = disable
ministack_sts, sts.handle_request = sts.handle_request, answer_of_sts
ministack_app, ministack.app = ministack.app, app

if __name__ == "__main__":
    ministack.main()
