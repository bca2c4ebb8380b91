"""What the developer tool asks of AWS, or of its emulator, through boto3 (which aws-sam-cli brings along).

    aws.py bucket NAME                 makes a bucket for deployment artefacts, unless it is there
    aws.py update-code BUCKET (FUNCTION FILE)...
                                       gives functions new code, by way of the bucket: each a file that becomes `bootstrap`
    aws.py room FUNCTION...            prints {"allowed", "unreserved", "kept"}: executions at once that the account may have, those
                                       that no function keeps, and those that these functions keep
    aws.py deploy STACK TEMPLATE       reads {"parameters", "tags", "account", "is_protected", "is_plan"} from standard input and
                                       makes the packaged template so; prints {"changes", "outputs", "is_first"}
    aws.py describe STACK              prints {"status", "parameters", "outputs", "functions"}, each function with its versions
    aws.py move-aliases                reads [{"function", "number", "revision_id"}] from standard input and points `live` of each
                                       function there; prints [{"function", "number", "error"}]
    aws.py stop-deployments STACK      stops moving traffic to new versions, so that all of it goes back; prints how many it stopped
    aws.py federation STACK [enable]   prints {"issuer", "roles"}: who signs the tokens of the account's roles (null where federation
                                       is not enabled, unless it is to be), and the role of each function that presents them to Entra
    aws.py try-federated FUNCTION...   has each function present its token to Entra; prints a list of {"function", "at_home", "reason"}
    aws.py stop STACK                  takes the queues off the functions of a stack, and then all executions off the functions; prints
                                       {"functions", "queues"}
    aws.py start STACK                 reads {FUNCTION: executions} from standard input and gives each function the room that it keeps,
                                       none where it is 0; then puts the queues on again; prints {"functions", "queues"}
    aws.py secrets                     reads {"name": value} from standard input and stores each value as JSON text
    aws.py make-sealing-keys NAME      stores one new key in a secret that has no value yet
    aws.py logs PREFIX                 follows the log groups whose names start with PREFIX until it is stopped
    aws.py print-logs PREFIX           prints all that is in those log groups, and ends
"""

import base64
import hashlib
import io
import json
import re
import sys
import time
import zipfile
from secrets import token_bytes

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError
from samcli.yamlhelper import yaml_dump, yaml_parse

CONFIG = Config(retries={"mode": "standard", "max_attempts": 5})
# The alias by which everything invokes a function.
LIVE = "live"
# A queue is switched within seconds.
LOOKS_AT_QUEUE = 120


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
        published = manager.publish_version(FunctionName=function)["Version"]
        manager.update_alias(FunctionName=function, Name=LIVE, FunctionVersion=published)


def room(*functions):
    print(json.dumps(room_of(functions)))


def room_of(functions):
    """A function that is not there keeps nothing."""
    manager = client("lambda")
    limit = manager.get_account_settings()["AccountLimit"]
    kept = 0
    for function in functions:
        try:
            concurrency = manager.get_function_concurrency(FunctionName=function)
        except manager.exceptions.ResourceNotFoundException:
            continue
        kept += concurrency.get("ReservedConcurrentExecutions", 0)
    allowed, unreserved = limit["ConcurrentExecutions"], limit["UnreservedConcurrentExecutions"]
    return {"allowed": allowed, "unreserved": unreserved, "kept": kept}


def deploy(stack, template):
    """Through a change set of our own: what `sam deploy` takes on its command line it cuts at spaces and unquotes."""
    wanted = json.load(sys.stdin)
    refuse_other_account(wanted["account"])
    formation = client("cloudformation")
    change_set = {"StackName": stack, "ChangeSetName": f"deployment-{time.time_ns()}"}
    kind = kind_of_change(formation, stack)
    formation.create_change_set(
        **change_set,
        ChangeSetType=kind,
        TemplateURL=upload(stack, template, wanted["parameters"]),
        Capabilities=["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in wanted["parameters"].items()],
        Tags=[{"Key": name, "Value": value} for name, value in wanted["tags"].items()],
    )
    changes = changes_of(formation, change_set)
    if not wanted["is_plan"] and changes is not None:
        before = functions_of(formation, stack)
        formation.execute_change_set(**change_set)
        finish(formation, stack, kind, before)
    else:
        before = []
        formation.delete_change_set(**change_set)
    outputs = {}
    if not wanted["is_plan"]:
        if wanted["is_protected"]:
            formation.update_termination_protection(StackName=stack, EnableTerminationProtection=True)
        outputs = outputs_of(formation, stack)
    elif kind == "CREATE" and status_of(formation, stack) == "REVIEW_IN_PROGRESS" and not change_sets_of(formation, stack):
        # A change set that would have made the stack leaves an empty one behind; another's deployment is none.
        formation.delete_stack(StackName=stack)
    for function in before:
        try:
            forget(function["name"], function["live"])
        except ClientError as error:
            # The new version is live; what could not be tidied up makes no failure of that.
            print(f"A version of {function['name']} was not removed; a rollback could lead there: {error}", file=sys.stderr)
    print(json.dumps({"changes": changes or [], "outputs": outputs, "is_first": kind == "CREATE"}))


def refuse_other_account(expected):
    if expected is not None:
        account = client("sts").get_caller_identity()["Account"]
        if account != expected:
            sys.exit(f"These credentials are of the AWS account {account}, and the stage's file names {expected}.")


def status_of(formation, stack):
    """None where there is no such stack."""
    try:
        return formation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
    except ClientError as error:
        # CloudFormation's answer for a stack that is not there.
        if error.response["Error"]["Code"] == "ValidationError" and "does not exist" in str(error):
            return None
        raise


def outputs_of(formation, stack):
    found = formation.describe_stacks(StackName=stack)["Stacks"][0].get("Outputs", [])
    return {output["OutputKey"]: output["OutputValue"] for output in found}


def change_sets_of(formation, stack):
    return formation.list_change_sets(StackName=stack)["Summaries"]


def kind_of_change(formation, stack):
    status = status_of(formation, stack)
    if status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED"):
        sys.exit(f"The first deployment of {stack} failed ({status}). Delete the stack, then deploy again.")
    return "CREATE" if status in (None, "REVIEW_IN_PROGRESS") else "UPDATE"


def upload(stack, template, parameters):
    """Puts the template beside the functions' code: CloudFormation takes no more than 51,200 bytes in a request.

    The values are its defaults too, because the emulator transforms a template with nothing else."""
    with open(template, encoding="utf-8") as file:
        parsed = yaml_parse(file.read())
    for name in parameters.keys() & parsed.get("Parameters", {}).keys():
        parsed["Parameters"][name]["Default"] = parameters[name]
    body = yaml_dump(parsed)
    found = re.search(r"s3://([^/\s]+)/", body)
    if not found:
        sys.exit(f"{template} names no bucket: it is not packaged.")
    storage, key = client("s3"), f"{stack}/{hashlib.sha256(body.encode()).hexdigest()}.template"
    storage.put_object(Bucket=found[1], Key=key, Body=body.encode())
    return f"{storage.meta.endpoint_url}/{found[1]}/{key}"


def changes_of(formation, change_set):
    """A line for each resource that changes; None where nothing does."""
    try:
        formation.get_waiter("change_set_create_complete").wait(**change_set, WaiterConfig={"Delay": 2, "MaxAttempts": 150})
    except WaiterError as error:
        reason = formation.describe_change_set(**change_set).get("StatusReason", str(error))
        if "didn't contain changes" in reason or "No updates are to be performed" in reason:
            return None
        formation.delete_change_set(**change_set)
        sys.exit(f"CloudFormation refuses the template: {reason}")
    pages = formation.get_paginator("describe_change_set").paginate(**change_set)
    resources = [change["ResourceChange"] for page in pages for change in page["Changes"]]
    return [
        f"{resource['Action']} {resource['ResourceType']} {resource['LogicalResourceId']}"
        + {"True": " (made anew)", "Conditional": " (made anew, perhaps)"}.get(resource.get("Replacement"), "")
        for resource in resources
    ]


def finish(formation, stack, kind, before):
    since = time.time()
    waiter = formation.get_waiter("stack_create_complete" if kind == "CREATE" else "stack_update_complete")
    try:
        waiter.wait(StackName=stack, WaiterConfig={"Delay": 2, "MaxAttempts": 3600})
    except WaiterError:
        pages = formation.get_paginator("describe_stack_events").paginate(StackName=stack)
        events = [event for page in pages for event in page["StackEvents"] if event["Timestamp"].timestamp() > since - 60]
        reasons = [
            f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', event['ResourceStatus'])}"
            for event in reversed(events)
            if event["ResourceStatus"].endswith("_FAILED")
        ]
        try:
            put_back(before)
        except ClientError as error:
            reasons.append(f"`{LIVE}` may not be where it was: {error}")
        sys.exit("The deployment failed and was taken back.\n" + "\n".join(reasons))


def put_back(before):
    """Points `live` where it was. CloudFormation puts it where its last deployment did, which after a rollback is elsewhere.

    What the failed deployment published goes."""
    manager = client("lambda")
    for function in before:
        name, newest = function["name"], max(version["number"] for version in function["versions"])
        if int(manager.get_alias(FunctionName=name, Name=LIVE)["FunctionVersion"]) != function["live"]:
            move_alias(manager, name, function["live"])
        forget(name, newest)


def forget(function, number):
    """Removes what was published after a version and is not live: it failed or was gone back from, and no rollback is to lead there."""
    manager = client("lambda")
    try:
        live = int(manager.get_alias(FunctionName=function, Name=LIVE)["FunctionVersion"])
    except manager.exceptions.ResourceNotFoundException:
        # The deployment removed the function.
        return
    for version in versions_of(manager, function):
        if version["number"] > number and version["number"] != live:
            manager.delete_function(FunctionName=function, Qualifier=str(version["number"]))


def describe(stack):
    formation = client("cloudformation")
    status = status_of(formation, stack)
    if status is None:
        sys.exit(f"There is no stack {stack}; it was never deployed.")
    found = formation.describe_stacks(StackName=stack)["Stacks"][0].get("Parameters", [])
    parameters = {parameter["ParameterKey"]: parameter["ParameterValue"] for parameter in found}
    described = {"status": status, "parameters": parameters, "outputs": outputs_of(formation, stack)}
    print(json.dumps(described | {"functions": functions_of(formation, stack)}))


def resources_of(formation, stack):
    """Physical ids of the stack's resources, by type."""
    found = {}
    for page in formation.get_paginator("list_stack_resources").paginate(StackName=stack):
        for resource in page["StackResourceSummaries"]:
            if resource.get("PhysicalResourceId"):
                found.setdefault(resource["ResourceType"], []).append(resource["PhysicalResourceId"])
    return found


def functions_of(formation, stack):
    """The functions of a stack, each with the version that `live` points at and all that were published."""
    manager = client("lambda")
    functions = []
    for arn in resources_of(formation, stack).get("AWS::Lambda::Alias", []):
        name = arn.split(":")[6]
        alias = manager.get_alias(FunctionName=name, Name=LIVE)
        functions.append({
            "name": name,
            "live": int(alias["FunctionVersion"]),
            "is_split": bool(alias.get("RoutingConfig")),
            "revision_id": alias["RevisionId"],
            "versions": versions_of(manager, name),
        })
    return functions


def versions_of(manager, function):
    """What Lambda numbers, with the version of ours that each was deployed as, and the table that it uses."""
    pages = manager.get_paginator("list_versions_by_function").paginate(FunctionName=function)
    published = [version for page in pages for version in page["Versions"] if version["Version"] != "$LATEST"]
    variables = {version["Version"]: version.get("Environment", {}).get("Variables", {}) for version in published}
    return [
        {"number": int(number), "version": of.get("VERSION", ""), "table": of.get("TABLE_NAME", "")}
        for number, of in variables.items()
    ]


def move_aliases():
    manager = client("lambda")
    moved = []
    for move in json.load(sys.stdin):
        error = None
        try:
            move_alias(manager, move["function"], move["number"], RevisionId=move["revision_id"])
        except ClientError as refused:
            error = refused.response["Error"]["Code"]
        moved.append({"function": move["function"], "number": move["number"], "error": error})
    print(json.dumps(moved))


def move_alias(manager, function, number, **condition):
    """All traffic goes there, also where a part of it went to another version."""
    manager.update_alias(
        FunctionName=function,
        Name=LIVE,
        FunctionVersion=str(number),
        RoutingConfig={"AdditionalVersionWeights": {}},
        **condition,
    )


def stop_deployments(stack):
    formation, deploy = client("cloudformation"), client("codedeploy")
    # SAM's name for the one application of a stack.
    found = formation.describe_stack_resource(StackName=stack, LogicalResourceId="ServerlessDeploymentApplication")
    application = found["StackResourceDetail"]["PhysicalResourceId"]
    stopped = 0
    for page in deploy.get_paginator("list_deployment_groups").paginate(applicationName=application):
        for group in page["deploymentGroups"]:
            under_way = deploy.list_deployments(
                applicationName=application,
                deploymentGroupName=group,
                includeOnlyStatuses=["Created", "Queued", "InProgress", "Baking", "Ready"],
            )
            for deployment in under_way["deployments"]:
                deploy.stop_deployment(deploymentId=deployment, autoRollbackEnabled=True)
                stopped += 1
    print(json.dumps(stopped))


def federation(stack, *options):
    iam = client("iam")
    if options == ("enable",):
        try:
            iam.enable_outbound_web_identity_federation()
        except iam.exceptions.FeatureEnabledException:
            pass
    try:
        issuer = iam.get_outbound_web_identity_federation_info()["IssuerIdentifier"]
    except iam.exceptions.FeatureDisabledException:
        issuer = None
    manager, roles = client("lambda"), {}
    for function in ("oauth-callback", "verify-api", "verify-worker"):
        name = f"{stack}-{function}"
        roles[name] = manager.get_function_configuration(FunctionName=name, Qualifier=LIVE)["Role"]
    print(json.dumps({"issuer": issuer, "roles": roles}))


def try_federated(*functions):
    manager = client("lambda")
    tried = []
    for function in functions:
        invoked = manager.invoke(FunctionName=function, Qualifier=LIVE, Payload=b'{"try":"federated-credential"}')
        answer = {"at_home": "unknown", "reason": "the function failed"}
        if "FunctionError" not in invoked:
            answer = json.load(invoked["Payload"])
        tried.append({"function": function} | answer)
    print(json.dumps(tried))


def stop(stack):
    manager, resources = client("lambda"), resources_of(client("cloudformation"), stack)
    queues = switch_queues(manager, resources, False)
    functions = sorted(resources.get("AWS::Lambda::Function", []))
    for function in functions:
        manager.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)
    print(json.dumps({"functions": functions, "queues": queues}))


def start(stack):
    manager, resources = client("lambda"), resources_of(client("cloudformation"), stack)
    kept = json.load(sys.stdin)
    for function, count in kept.items():
        if count:
            manager.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=count)
        else:
            manager.delete_function_concurrency(FunctionName=function)
    queues = switch_queues(manager, resources, True)
    print(json.dumps({"functions": sorted(kept), "queues": queues}))


def switch_queues(manager, resources, is_on):
    """Switches the queues of the functions and waits until they are; returns the functions, one for each queue."""
    wanted, functions = "Enabled" if is_on else "Disabled", []
    mappings = resources.get("AWS::Lambda::EventSourceMapping", [])
    for mapping in mappings:
        if manager.get_event_source_mapping(UUID=mapping)["State"] != wanted:
            manager.update_event_source_mapping(UUID=mapping, Enabled=is_on)
    for mapping in mappings:
        for _ in range(LOOKS_AT_QUEUE):
            found = manager.get_event_source_mapping(UUID=mapping)
            if found["State"] == wanted:
                break
            time.sleep(1)
        else:
            sys.exit(f"The queue of {found['FunctionArn']} is {found['State']} after {LOOKS_AT_QUEUE} seconds; give the command again.")
        functions.append(found["FunctionArn"].split(":function:")[-1])
    return sorted(functions)


def secrets():
    manager = client("secretsmanager")
    for name, value in json.load(sys.stdin).items():
        manager.put_secret_value(SecretId=name, SecretString=json.dumps(value))


def make_sealing_keys(name):
    manager = client("secretsmanager")
    if not manager.describe_secret(SecretId=name).get("VersionIdsToStages"):
        key = base64.b64encode(token_bytes(32)).decode()
        manager.put_secret_value(SecretId=name, SecretString=json.dumps({"keys": [{"id": "k1", "key": key}]}))


def print_logs(prefix):
    manager = client("logs")
    for group in manager.describe_log_groups(logGroupNamePrefix=prefix)["logGroups"]:
        for event in log_events(manager, group["logGroupName"]):
            print(event["message"].rstrip())


def log_events(manager, group):
    """All events of a group, oldest first. The emulator gives the first 10,000 and no token for the next."""
    since, seen = 0, set()
    while True:
        pages = manager.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=since)
        events = [event for page in pages for event in page["events"]]
        fresh = [event for event in events if identity(event) not in seen]
        yield from fresh
        if not fresh or len(events) < 10_000:
            return
        since = events[-1]["timestamp"]
        seen = {identity(event) for event in events if event["timestamp"] == since}


def identity(event):
    return event["logStreamName"], event["timestamp"], event["message"]


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
        "room": room,
        "deploy": deploy,
        "describe": describe,
        "move-aliases": move_aliases,
        "stop-deployments": stop_deployments,
        "federation": federation,
        "try-federated": try_federated,
        "stop": stop,
        "start": start,
        "secrets": secrets,
        "make-sealing-keys": make_sealing_keys,
        "logs": logs,
        "print-logs": print_logs,
    }
    commands[sys.argv[1]](*sys.argv[2:])
