"""What tests ask of the emulated AWS beside the SDK clients they have, through boto3 (which aws-sam-cli brings along).

    aws_calls.py invoke FUNCTION    reads a list of events from standard input, invokes the function with each, and prints
                                   the list of its answers
    aws_calls.py try-as FUNCTION    reads a list of [service, operation, parameters] from standard input, makes each call
                                   with the policies of that function's role and nothing else, and prints the list of
                                   error codes, "" for a call that was answered
    aws_calls.py call              reads a list of [service, operation, parameters], makes each call as the owner of the
                                   account, and prints the list of answers
    aws_calls.py on-table FUNCTION FORMER TABLE
                                   as invoke, with a copy of the function that uses another table, and whose role has its
                                   rights on that one alone
"""

import json
import sys
import urllib.request
import uuid

import boto3
from botocore.exceptions import ClientError


def invoke(function, qualifier="live"):
    service = boto3.client("lambda")
    answers = []
    for event in json.load(sys.stdin):
        answer = service.invoke(FunctionName=function, Qualifier=qualifier, Payload=json.dumps(event))
        answers.append(json.load(answer["Payload"]))
    print(json.dumps(answers))


def try_as(function):
    """A function's role trusts the Lambda service alone, so the calls are made with a copy that trusts the account."""
    iam = boto3.client("iam")
    role = boto3.client("lambda").get_function_configuration(FunctionName=function)["Role"]
    account, original = role.split(":")[4], role.rsplit("/", 1)[1]
    trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{account}:root"}, "Action": "sts:AssumeRole"}
    copy = f"copy-{uuid.uuid4()}"
    policies = iam.list_role_policies(RoleName=original)["PolicyNames"]
    created = iam.create_role(RoleName=copy, AssumeRolePolicyDocument=json.dumps({"Statement": [trust]}))
    try:
        for name in policies:
            document = iam.get_role_policy(RoleName=original, PolicyName=name)["PolicyDocument"]
            iam.put_role_policy(RoleName=copy, PolicyName=name, PolicyDocument=json.dumps(document))
        assumed = boto3.client("sts").assume_role(RoleArn=created["Role"]["Arn"], RoleSessionName="tests")
        session = boto3.Session(
            aws_access_key_id=assumed["Credentials"]["AccessKeyId"],
            aws_secret_access_key=assumed["Credentials"]["SecretAccessKey"],
            aws_session_token=assumed["Credentials"]["SessionToken"],
        )
        print(json.dumps([code(session, service, operation, of_kms(parameters) if service == "kms" else parameters)
                          for service, operation, parameters in json.load(sys.stdin)]))
    finally:
        for name in policies:
            iam.delete_role_policy(RoleName=copy, PolicyName=name)
        iam.delete_role(RoleName=copy)


def call():
    answers = [getattr(boto3.client(service), operation)(**parameters) for service, operation, parameters in json.load(sys.stdin)]
    print(json.dumps(answers, default=str))


def on_table(function, former, table):
    iam, service, copy = boto3.client("iam"), boto3.client("lambda"), f"copy-{uuid.uuid4()}"
    found = service.get_function(FunctionName=function)
    settings, role = found["Configuration"], found["Configuration"]["Role"].rsplit("/", 1)[1]
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    created = iam.create_role(RoleName=copy, AssumeRolePolicyDocument=json.dumps({"Statement": [trust]}))
    policies = iam.list_role_policies(RoleName=role)["PolicyNames"]
    try:
        for name in policies:
            document = json.dumps(iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"])
            iam.put_role_policy(RoleName=copy, PolicyName=name, PolicyDocument=document.replace(f"table/{former}", f"table/{table}"))
        with urllib.request.urlopen(found["Code"]["Location"]) as package:
            code = package.read()
        variables = settings["Environment"]["Variables"] | {"TABLE_NAME": table}
        service.create_function(
            FunctionName=copy, Role=created["Role"]["Arn"], Code={"ZipFile": code}, Environment={"Variables": variables},
            **{name: settings[name] for name in ("Runtime", "Handler", "Timeout", "MemorySize", "Architectures")},
        )
        service.get_waiter("function_active_v2").wait(FunctionName=copy)
        invoke(copy, "$LATEST")
        service.delete_function(FunctionName=copy)
    finally:
        for name in policies:
            iam.delete_role_policy(RoleName=copy, PolicyName=name)
        iam.delete_role(RoleName=copy)
def of_kms(parameters):
    """With the ARN of the key that an alias names, because the emulator judges the alias itself, and with bytes."""
    key = boto3.client("kms").describe_key(KeyId=parameters["KeyId"])["KeyMetadata"]["Arn"]
    blobs = {name: parameters[name].encode() for name in ("CiphertextBlob", "Plaintext") if name in parameters}
    return parameters | {"KeyId": key} | blobs


def code(session, service, operation, parameters):
    try:
        getattr(session.client(service), operation)(**parameters)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return ""


if __name__ == "__main__":
    {"invoke": invoke, "try-as": try_as, "call": call, "on-table": on_table}[sys.argv[1]](*sys.argv[2:])
