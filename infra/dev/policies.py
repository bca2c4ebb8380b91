"""Holds every policy of a template against what AWS documents of its actions, resources and condition keys, as policy_sentry
has it. A statement that AWS would take and that never does what it says is found here."""

import fnmatch
import re

from policy_sentry.shared.iam_data import get_service_prefix_data

# Keys of every service that the template uses, with the kind of their values.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
GLOBAL_KEYS = {
    "aws:PrincipalAccount": "String",
    "aws:PrincipalArn": "ARN",
    "aws:SecureTransport": "Bool",
    "aws:SourceAccount": "String",
    "aws:SourceArn": "ARN",
    # https://docs.aws.amazon.com/lambda/latest/dg/lambda-source-function-arn.html
    "lambda:SourceFunctionArn": "ARN",
}
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
OPERATORS = {"String": ("String", "Null"), "ARN": ("Arn", "String", "Null"), "Bool": ("Bool", "Null"), "Numeric": ("Numeric", "Null")}
OPERATOR = re.compile(
    r"(?P<set>ForAllValues:|ForAnyValue:)?"
    r"(?P<kind>String(Not)?(Equals|EqualsIgnoreCase|Like)|Arn(Not)?(Equals|Like)|Bool|Numeric\w+|Date\w+|(Not)?IpAddress|Null)(IfExists)?"
)
# Resources whose type AWS calls otherwise in policies than in CloudFormation.
KINDS = {"lambda:alias": "functionalias", "lambda:version": "functionversion"}
# Types of which `Ref` gives the ARN.
BY_ARN = {"AWS::Lambda::Alias", "AWS::Lambda::Version", "AWS::SecretsManager::Secret", "AWS::SNS::Topic"}


def listed(value):
    return value if isinstance(value, list) else [value]


def plain(name):
    return re.sub(r"[^a-z0-9]", "", name.lower())


def documents(value):
    """Every policy document within a value."""
    if isinstance(value, dict):
        if "Statement" in value:
            yield value
        else:
            for part in value.values():
                yield from documents(part)
    elif isinstance(value, list):
        for part in value:
            yield from documents(part)


def findings(template):
    """Yields rule, resource and message of each."""
    resources = template["Resources"]
    for name, resource in resources.items():
        for document in documents(resource.get("Properties", {})):
            for statement in listed(document["Statement"]):
                for rule, message in of_statement(statement, resources):
                    yield rule, name, f"{statement.get('Sid', 'a statement')}: {message}"


def of_statement(statement, resources):
    actions = []
    for action in listed(statement.get("Action", [])):
        if "*" in action:
            if statement["Effect"] == "Allow":
                yield "wildcard-action", f"allows {action}"
            continue
        service, _, verb = action.partition(":")
        known = get_service_prefix_data(service) or {}
        privilege = known.get("privileges", {}).get(verb)
        if privilege is None:
            yield "unknown-action", f"AWS has no action {action}"
        else:
            actions.append((action, known, privilege))
    for absent in {"NotAction", "NotResource", "NotPrincipal"} & statement.keys():
        yield "inverted", f"{absent} names everything else"
    # A policy of a resource: it is the one meant, and AWS judges its principals.
    if "Principal" in statement:
        if statement["Effect"] == "Allow" and statement["Principal"] in ("*", {"AWS": "*"}):
            yield "anybody", "allows everybody"
    else:
        yield from of_resources(statement, actions, resources)
    yield from of_conditions(statement.get("Condition", {}), actions)


def of_resources(statement, actions, resources):
    named = [arn(resource, resources) for resource in listed(statement["Resource"])]
    used = set()
    for action, known, privilege in actions:
        kinds = [kind for kind in privilege["resource_types"] if kind]
        patterns = [known["resources"][kind]["arn"] for kind in kinds]
        # A function's alias is named behind it: https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
        patterns += [pattern + ":${Alias}" for pattern in patterns if pattern.endswith(":function:${FunctionName}")]
        fitting = {text for text in named if text == "*" or any(fits(text, pattern) for pattern in patterns)}
        if "*" in fitting and kinds and statement["Effect"] == "Allow":
            yield "any-resource", f"allows {action} on every resource"
        if not kinds and "*" not in named:
            yield "resource-of-action", f"{action} cannot be limited to a resource"
        elif not fitting:
            yield "resource-of-action", f"none of its resources is one of {action}: {', '.join(named)}"
        used |= fitting
    for text in named:
        if actions and text not in used:
            yield "resource-of-action", f"none of its actions has a resource like {text}"


def fits(text, pattern):
    sample = re.sub(r"\$\{\w+\}", "x", pattern)
    expression = re.sub(r"\\\$\\\{\w+\\\}", "[^:]+", re.escape(pattern))
    return re.fullmatch(expression, text) or fnmatch.fnmatchcase(sample, text)


def arn(value, resources):
    """The ARN that a value will be, with an `x` for each part that is not known."""
    if isinstance(value, str):
        return value
    (function, of), = value.items()
    if function == "Fn::Sub":
        return re.sub(r"\$\{([^}]+)\}", lambda found: part_of_arn(found[1], resources), listed(of)[0])
    return part_of_arn(of if function == "Ref" else ".".join(listed(of)), resources)


def part_of_arn(name, resources):
    name, _, attribute = name.partition(".")
    kind = resources.get(name, {}).get("Type")
    if kind is None or not (attribute or kind in BY_ARN):
        return "x"
    _, service, noun = kind.split("::")
    wanted = KINDS.get(f"{service}:{noun}".lower(), plain(noun))
    for resource in get_service_prefix_data(service.lower())["resources"].values():
        if plain(resource["resource"]) == wanted:
            found = re.sub(r"\$\{\w+\}", "x", resource["arn"])
            return f"{found}:*" if wanted == "loggroup" else found
    raise LookupError(f"AWS documents no ARN of {kind} ({name}).")


def of_conditions(condition, actions):
    for operator, keys in condition.items():
        found = OPERATOR.fullmatch(operator)
        if not found:
            yield "condition-operator", f"AWS has no operator {operator}"
            continue
        for key in keys:
            if key in GLOBAL_KEYS:
                yield from of_kind(key, GLOBAL_KEYS[key], found)
                continue
            for action, known, privilege in actions:
                names = [name for kind in privilege["resource_types"].values() for name in kind["condition_keys"]]
                name = next((name for name in names if is_key(key, name)), None)
                if name is None:
                    yield "condition-key", f"{action} never has the key {key}"
                else:
                    yield from of_kind(key, known["conditions"][name]["type"], found)


def is_key(key, name):
    return re.fullmatch(re.sub(r"\\\$\\\{\w+\\\}", ".+", re.escape(name)), key, re.IGNORECASE)


def of_kind(key, kind, operator):
    is_many = kind.startswith("ArrayOf")
    kind = kind.removeprefix("ArrayOf")
    if not operator["kind"].startswith(OPERATORS.get(kind, ("",))):
        yield "condition-operator", f"{key} is of the kind {kind}, which {operator[0]} does not compare"
    if is_many != bool(operator["set"]) and operator["kind"] != "Null":
        yield "condition-operator", f"{key} has {'many values' if is_many else 'one value'}, which {operator[0]} does not compare"
