"""What the developer tool asks of AWS, or of its emulator, through boto3 (which aws-sam-cli brings along).

    aws.py bucket NAME                 makes a bucket for deployment artefacts, unless it is there
    aws.py update-code BUCKET (FUNCTION FILE)...
                                       gives functions new code, by way of the bucket: each a file that becomes `bootstrap`
    aws.py secrets                     reads {"name": value} from standard input and stores each value as JSON text
    aws.py make-sealing-keys NAME      stores one new key in a secret that has no value yet
    aws.py release-brake TABLE CAUSE   keeps the operator's word that a cause is real for six hours; prints until when
    aws.py logs PREFIX                 follows the log groups whose names start with PREFIX until it is stopped
    aws.py print-logs PREFIX           prints all that is in those log groups, and ends
"""

import base64
import io
import json
import sys
import time
import zipfile
from secrets import token_bytes

import boto3
from botocore.config import Config

CONFIG = Config(retries={"mode": "standard", "max_attempts": 5})


def client(service):
    return boto3.client(service, config=CONFIG)


def bucket(name):
    s3 = client("s3")
    place = {"LocationConstraint": s3.meta.region_name}
    try:
        s3.create_bucket(Bucket=name, CreateBucketConfiguration=place)
    except s3.exceptions.BucketAlreadyOwnedByYou:
        pass


def update_code(bucket_name, *functions):
    storage, manager = client("s3"), client("lambda")
    for function, file in zip(functions[::2], functions[1::2]):
        package = io.BytesIO()
        with zipfile.ZipFile(package, "w") as archive:
            archive.write(file, "bootstrap")
        storage.put_object(Bucket=bucket_name, Key=function, Body=package.getvalue())
        manager.update_function_code(FunctionName=function, S3Bucket=bucket_name, S3Key=function)


def secrets():
    manager = client("secretsmanager")
    for name, value in json.load(sys.stdin).items():
        manager.put_secret_value(SecretId=name, SecretString=json.dumps(value))


def make_sealing_keys(name):
    manager = client("secretsmanager")
    if not manager.describe_secret(SecretId=name).get("VersionIdsToStages"):
        key = base64.b64encode(token_bytes(32)).decode()
        manager.put_secret_value(SecretId=name, SecretString=json.dumps({"keys": [{"id": "k1", "key": key}]}))


def release_brake(table, cause):
    # `shared/store/src/brake.rs` reads it; a journey holds the two together.
    until = int(time.time()) + 6 * 3600
    client("dynamodb").update_item(
        TableName=table,
        Key={"PK": {"S": f"BRAKE#{cause}"}, "SK": {"S": "BRAKE"}},
        UpdateExpression="SET released_until = :until, entity = :entity, expires_at = :kept_until",
        ExpressionAttributeValues={
            ":until": {"N": str(until)},
            ":entity": {"S": "brake"},
            ":kept_until": {"N": str(until + 24 * 3600)},
        },
    )
    print(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(until)))


def print_logs(prefix):
    manager = client("logs")
    for group in manager.describe_log_groups(logGroupNamePrefix=prefix)["logGroups"]:
        pages = manager.get_paginator("filter_log_events").paginate(logGroupName=group["logGroupName"])
        for page in pages:
            for event in page["events"]:
                print(event["message"].rstrip())


def logs(prefix):
    manager = client("logs")
    # The emulator writes an invocation's lines at once, to a stream of their own.
    since, shown = int(time.time() * 1000), set()
    while True:
        for group in manager.describe_log_groups(logGroupNamePrefix=prefix)["logGroups"]:
            name = group["logGroupName"]
            pages = manager.get_paginator("filter_log_events").paginate(logGroupName=name, startTime=since)
            events = [event for page in pages for event in page["events"]]
            for event in events:
                line = event["message"].rstrip()
                if event["logStreamName"] not in shown and not line.startswith(("START ", "END ", "REPORT ")):
                    print(f"{name.removeprefix(prefix).lstrip('-')} | {line}", flush=True)
            shown.update(event["logStreamName"] for event in events)
        time.sleep(1)


if __name__ == "__main__":
    commands = {
        "bucket": bucket,
        "update-code": update_code,
        "secrets": secrets,
        "make-sealing-keys": make_sealing_keys,
        "release-brake": release_brake,
        "logs": logs,
        "print-logs": print_logs,
    }
    commands[sys.argv[1]](*sys.argv[2:])
