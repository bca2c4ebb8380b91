"""The SAM template as CloudFormation gets it.

    templates.py [NAME=VALUE]...       prints the template of this checkout, transformed and with its conditions decided by these
                                       parameters and the defaults of the others
"""

import json
import sys
from pathlib import Path

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

TEMPLATE = Path(__file__).parent.parent / "template.yaml"
# What a stage has to say, or says in most places.
EXAMPLE = {
    "Stage": "example",
    "EntraClientId": "00000000-0000-0000-0000-000000000000",
    "EntraHomeTenantId": "00000000-0000-0000-0000-000000000000",
    "SupportContact": "support@example.com",
    "DomainName": "connect.example.com",
    "CertificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
    "AlarmAddress": "on-call@example.com",
    "NoticeAddress": "operations@example.com",
    "OperatorRoleArn": "arn:aws:iam::123456789012:role/operator",
}
NOTHING = {"Ref": "AWS::NoValue"}


def transformed(text):
    """What the SAM transform makes of a template whose functions are packaged already."""
    template = yaml_parse(text)
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://artefacts/function"
    session = boto3.Session(region_name="eu-central-1")
    return Translator({}, Parser(), boto_session=session).translate(template, {})


def decided(template, values):
    """The resources and outputs that there are with these parameters, without conditions."""
    defaults = {name: parameter.get("Default") for name, parameter in template["Parameters"].items()}
    parameters = {**defaults, **EXAMPLE, **values}
    unknown = parameters.keys() - defaults.keys()
    if unknown:
        sys.exit(f"The template has no parameters {sorted(unknown)}.")
    conditions = template["Conditions"]

    def holds(condition):
        (function, value), = condition.items()
        match function:
            case "Condition":
                return holds(conditions[value])
            case "Fn::Equals":
                left, right = (resolved(side) for side in value)
                return str(left) == str(right)
            case "Fn::Not":
                return not holds(value[0])
            case "Fn::And":
                return all(holds(part) for part in value)
            case "Fn::Or":
                return any(holds(part) for part in value)
        sys.exit(f"Unknown function of a condition: {function}")

    def resolved(value):
        if isinstance(value, list):
            return [part for part in map(resolved, value) if part != NOTHING]
        if not isinstance(value, dict):
            return value
        if value.keys() == {"Fn::If"}:
            condition, then, otherwise = value["Fn::If"]
            return resolved(then if holds(conditions[condition]) else otherwise)
        if value.keys() == {"Ref"} and value["Ref"] in parameters:
            return parameters[value["Ref"]]
        return {name: part for name, part in ((name, resolved(part)) for name, part in value.items()) if part != NOTHING}

    def kept(entries):
        there = {name: entry for name, entry in entries.items() if "Condition" not in entry or holds(conditions[entry["Condition"]])}
        return {name: {key: resolved(part) for key, part in entry.items() if key != "Condition"} for name, entry in there.items()}

    return {
        "AWSTemplateFormatVersion": template["AWSTemplateFormatVersion"],
        "Resources": kept(template["Resources"]),
        "Outputs": kept(template["Outputs"]),
    }


if __name__ == "__main__":
    json.dump(decided(transformed(TEMPLATE.read_text()), dict(pair.split("=", 1) for pair in sys.argv[1:])), sys.stdout)
