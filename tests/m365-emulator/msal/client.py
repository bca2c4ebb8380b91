"""MSAL for Python as a web application holds it. Each line of standard input is a JSON object whose `do` names one of the
functions below and whose other members are its arguments; each line of standard output is the outcome."""

import json
import sys

import msal
import requests


class Elsewhere(requests.Session):
    """Asks the emulator what the library would ask Microsoft's own host, whatever the authority: instance discovery."""

    def __init__(self, origin):
        super().__init__()
        self.origin = origin

    def request(self, method, url, **options):
        return super().request(method, url.replace("https://login.microsoftonline.com", self.origin, 1), **options)


class Application:
    def start(self, authority, client_id, secret=None, certificate=None, discovery=None, capabilities=None):
        if certificate and "sha1" in certificate:
            credential = {"private_key": certificate["key"], "thumbprint": certificate["sha1"]}
        elif certificate:
            credential = {"private_key": certificate["key"], "public_certificate": certificate["pem"]}
        else:
            credential = secret
        trust = {"http_client": Elsewhere(discovery)} if discovery else {"instance_discovery": False}
        self.library = msal.ConfidentialClientApplication(
            client_id, authority=authority, client_credential=credential, client_capabilities=capabilities, **trust
        )
        return {}

    def app_token(self, scope):
        return outcome(self.library.acquire_token_for_client([scope]))

    def begin(self, scope, redirect_uri, **options):
        self.flow = self.library.initiate_auth_code_flow(
            [scope],
            redirect_uri,
            prompt=options.get("prompt"),
            login_hint=options.get("login_hint"),
            domain_hint=options.get("domain_hint"),
            claims_challenge=options.get("claims"),
        )
        return {"url": self.flow["auth_uri"]}

    def finish(self, answer):
        return outcome(self.library.acquire_token_by_auth_code_flow(self.flow, answer))

    def silent(self, scope, refresh):
        [account] = self.library.get_accounts()
        result = self.library.acquire_token_silent_with_error([scope], account, force_refresh=refresh)
        return {"account": account["username"], "home": account["home_account_id"], **outcome(result)}


def outcome(result):
    if "error" in result:
        number = next(iter(result.get("error_codes", [])), None)
        return {
            "error": result["error"],
            "number": number,
            "suberror": result.get("suberror"),
            "claims": result.get("claims"),
        }
    return {"token": result["access_token"]}


application = Application()
for line in sys.stdin:
    arguments = json.loads(line)
    print(json.dumps(getattr(application, arguments.pop("do"))(**arguments)), flush=True)
