"""What the developer tool asks of AWS, or of its emulator, through boto3 (which aws-sam-cli brings along).

    aws.py bucket NAME                 makes a bucket for deployment artefacts, unless it is there
    aws.py secrets [--only-empty]      reads {"name": value} from standard input and stores each value as JSON text;
                                       prints the names of the secrets that were written
    aws.py logs PREFIX                 follows the log groups whose names start with PREFIX until it is stopped
"""

import json
import sys
import time

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


def secrets(*options):
    manager = client("secretsmanager")
    for name, value in json.load(sys.stdin).items():
        if "--only-empty" in options and has_value(manager, name):
            continue
        manager.put_secret_value(SecretId=name, SecretString=json.dumps(value))
        print(name)


def has_value(manager, name):
    return bool(manager.describe_secret(SecretId=name).get("VersionIdsToStages"))


def logs(prefix):
    manager = client("logs")
    since, seen = int(time.time() * 1000), set()
    while True:
        newest = since
        for group in manager.describe_log_groups(logGroupNamePrefix=prefix)["logGroups"]:
            name = group["logGroupName"]
            function = name.rsplit(prefix, 1)[-1].lstrip("-")
            pages = manager.get_paginator("filter_log_events").paginate(logGroupName=name, startTime=since)
            for event in (event for page in pages for event in page["events"]):
                newest = max(newest, event["timestamp"])
                line = event["message"].rstrip()
                if event["eventId"] in seen or line.startswith(("START ", "END ", "REPORT ")):
                    continue
                seen.add(event["eventId"])
                print(f"{function} | {line}", flush=True)
        since = newest
        time.sleep(1)


if __name__ == "__main__":
    {"bucket": bucket, "secrets": secrets, "logs": logs}[sys.argv[1]](*sys.argv[2:])
