"""Looks at a stage from outside, for `cargo ops doctor`: the stack as AWS has it, and the address that browsers come to. Changes nothing.

    doctor.py    reads {"stack", "address"} from standard input and prints one JSON object: what was seen of each thing, as
                 {"seen": …}, or why it was not, as {"failed": …}
"""

import json
import socket
import ssl
import sys
import time
from urllib.parse import urlsplit

import boto3
from aws import resources_of, room_of
from botocore.config import Config

CONFIG = Config(retries={"mode": "standard", "max_attempts": 5}, connect_timeout=5, read_timeout=20)

# A detection of drift takes minutes on AWS.
LOOKS_AT_DRIFT = 60
BETWEEN_LOOKS = 5


def client(service):
    return boto3.client(service, config=CONFIG)


def fact(look, *arguments):
    """One thing that cannot be seen hides no other."""
    try:
        return {"seen": look(*arguments)}
    except Exception as error:
        return {"failed": f"{type(error).__name__}: {error}"}


def pages(service, operation, member, **request):
    return [item for page in client(service).get_paginator(operation).paginate(**request) for item in page.get(member, [])]


def described(stack):
    found = client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}
    return {"status": found["StackStatus"], "domain_target": outputs.get("DomainTarget")}


def begin_drift(stack):
    return client("cloudformation").detect_stack_drift(StackName=stack)["StackDriftDetectionId"]


def drift(stack, begun):
    if "failed" in begun:
        raise RuntimeError(begun["failed"])
    formation = client("cloudformation")
    for _ in range(LOOKS_AT_DRIFT):
        found = formation.describe_stack_drift_detection_status(StackDriftDetectionId=begun["seen"])
        if found["DetectionStatus"] != "DETECTION_IN_PROGRESS":
            break
        time.sleep(BETWEEN_LOOKS)
    changed, wanted = [], {"StackName": stack, "StackResourceDriftStatusFilters": ["MODIFIED", "DELETED"]}
    # boto3 knows no pages of it.
    while found.get("StackDriftStatus") == "DRIFTED":
        page = formation.describe_stack_resource_drifts(**wanted)
        changed += page["StackResourceDrifts"]
        if not page.get("NextToken"):
            break
        wanted["NextToken"] = page["NextToken"]
    status = found.get("StackDriftStatus", "UNKNOWN")
    if found["DetectionStatus"] != "DETECTION_COMPLETE" and status != "DRIFTED":
        # Not every resource was compared.
        status = "UNKNOWN"
    return {
        "status": status,
        "reason": found.get("DetectionStatusReason"),
        "changed": [f"{resource['LogicalResourceId']} ({resource['StackResourceDriftStatus'].lower()})" for resource in changed],
    }


def variables(stack):
    found = client("lambda").get_function_configuration(FunctionName=f"{stack}-verify-api")
    return found["Environment"]["Variables"]


def switched_off(resources):
    """What would have to run and is switched off."""
    manager, off = client("lambda"), []
    for name in resources.get("AWS::Scheduler::Schedule", []):
        if client("scheduler").get_schedule(Name=name.split("|")[-1].split("/")[-1])["State"] != "ENABLED":
            off.append(f"the schedule {name}")
    for mapping in resources.get("AWS::Lambda::EventSourceMapping", []):
        found = manager.get_event_source_mapping(UUID=mapping)
        if found["State"] not in ("Enabled", "Enabling", "Updating", "Creating"):
            off.append(f"the queue of {found['FunctionArn'].split(':function:')[-1]}")
    for function in resources.get("AWS::Lambda::Function", []):
        if manager.get_function_concurrency(FunctionName=function).get("ReservedConcurrentExecutions") == 0:
            off.append(f"the function {function}")
    return off


def alarms(resources):
    names, found = resources.get("AWS::CloudWatch::Alarm", []), []
    for start in range(0, len(names), 100):
        found += pages("cloudwatch", "describe_alarms", "MetricAlarms", AlarmNames=names[start : start + 100])
    return [
        {"name": alarm["AlarmName"], "state": alarm["StateValue"], "is_muted": not alarm.get("ActionsEnabled", True)}
        for alarm in found
    ]


def subscriptions(resources):
    """Of each topic, by its name, whether each of its subscriptions is confirmed."""
    notifications, found = client("sns"), {}
    for topic in resources.get("AWS::SNS::Topic", []):
        listed = pages("sns", "list_subscriptions_by_topic", "Subscriptions", TopicArn=topic)
        found[topic.split(":")[-1]] = [is_confirmed(notifications, one["SubscriptionArn"]) for one in listed]
    return found


def is_confirmed(notifications, subscription):
    # AWS lists this word in the place of the ARN until the address confirms.
    if subscription in ("PendingConfirmation", "Deleted"):
        return False
    attributes = notifications.get_subscription_attributes(SubscriptionArn=subscription)["Attributes"]
    return attributes.get("PendingConfirmation") != "true"


def queues(resources):
    """Messages of each queue, by its name; those that are hidden or delayed count too."""
    service, found = client("sqs"), {}
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"]
    for url in resources.get("AWS::SQS::Queue", []):
        attributes = service.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        found[url.split("/")[-1]] = sum(int(attributes[name]) for name in names)
    return found


def executions(resources):
    """How many functions the account may run at once, and how many of them functions of the stack keep for themselves."""
    return room_of(resources.get("AWS::Lambda::Function", []))


def names_of(host):
    """Names and addresses of a host; neither where there is no such host."""
    try:
        found = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, socket.EAI_NODATA):
            return {"names": [], "addresses": []}
        raise
    try:
        name, aliases, _ = socket.gethostbyname_ex(host)
    except OSError:
        # It has addresses of IPv6 alone.
        name, aliases = host, []
    names = {one.rstrip(".").lower() for one in [name, *aliases]}
    return {"names": sorted(names), "addresses": sorted({one[4][0] for one in found})}


def certificate(host, port):
    with socket.create_connection((host, port), timeout=10) as plain:
        try:
            with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as encrypted:
                return {"ends_at": int(ssl.cert_time_to_seconds(encrypted.getpeercert()["notAfter"])), "refused": None}
        except ssl.SSLCertVerificationError as error:
            return {"ends_at": None, "refused": error.verify_message}


def main():
    wanted = json.load(sys.stdin)
    stack = wanted["stack"]
    begun = fact(begin_drift, stack)
    settings, found = fact(variables, stack), fact(described, stack)
    address = urlsplit(wanted["address"] or settings.get("seen", {}).get("PUBLIC_BASE_URL", ""))
    target = found.get("seen", {}).get("domain_target")
    resources = fact(resources_of, client("cloudformation"), stack)

    def of_resources(look):
        return fact(look, resources["seen"]) if "seen" in resources else resources

    unseen = None if address.hostname else {"failed": settings.get("failed", "the stage has no address")}
    answer = {
        "address": address.geturl(),
        "variables": settings,
        "stack": found,
        "host": unseen or fact(names_of, address.hostname),
        "target": fact(names_of, target) if target else None,
        "certificate": unseen or (fact(certificate, address.hostname, address.port or 443) if address.scheme == "https" else None),
        "switched_off": of_resources(switched_off),
        "alarms": of_resources(alarms),
        "subscriptions": of_resources(subscriptions),
        "queues": of_resources(queues),
        "executions": of_resources(executions),
        "drift": fact(drift, stack, begun),
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
