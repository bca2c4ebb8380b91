"""The main story, told through a client that was generated from the API's own description."""

import json
import os
import time
import urllib.request
import uuid

import httpx
from cooperlink_client import AuthenticatedClient
from cooperlink_client.api.events import list_events
from cooperlink_client.api.invitations import create_invitation
from cooperlink_client.api.registrations import create_registration, list_registrations, read_registration
from cooperlink_client.api.verifications import create_verification
from cooperlink_client.models import CreateInvitation, CreateRegistration, Invitation, Registration, Verification

client = AuthenticatedClient(base_url=os.environ["API"], token=os.environ["KEY"], timeout=httpx.Timeout(35))


def control(path, body):
    address = os.environ["MICROSOFT"] + "/control" + path
    request = urllib.request.Request(address, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def once():
    return str(uuid.uuid4())


def wanted(answer, kind):
    assert isinstance(answer, kind), answer
    return answer


tenant = control("/tenants", {"like": "all-well"})
body = CreateRegistration.from_dict(
    {
        "customer_id": "generated-python",
        "customer_name": "Generated",
        "plan": "BOOST",
        "expected_domain": tenant["invitation_domain"],
        "system_user": tenant["system_user"],
        "sites": tenant["invite_sites"],
    }
)
created = wanted(create_registration.sync(client=client, idempotency_key=once(), body=body), Registration)
assert created.lifecycle.stage == "invited", created

purpose = CreateInvitation.from_dict({"purpose": "connect", "replace": True})
link = create_invitation.sync(created.id, client=client, idempotency_key=once(), body=purpose)
link = wanted(link, Invitation).url
walked = control("/robot", {"link": link, "account": tenant["account"], "answers": {"system_user": tenant["system_user"]}})
assert walked["ended"] == "finished", walked

report = wanted(create_verification.sync(created.id, client=client, idempotency_key=once()), Verification)
assert report.outcome == "complete", report
seen = wanted(read_registration.sync(created.id, client=client), Registration)
assert (seen.usable.sharepoint.answer, seen.usable.mail.answer) == ("yes", "yes"), seen
listed = list_registrations.sync(client=client, customer_id="generated-python")
assert str(created.id) in [str(registration.id) for registration in listed.items], listed

# An event shows half a minute after it happened.
give_up = time.monotonic() + 120
while not (events := list_events.sync(client=client, registration_id=created.id).items):
    assert time.monotonic() < give_up, "no event"
    time.sleep(2)
assert events[0].type_ == "registration.connected", events
print("told")
