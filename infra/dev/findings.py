"""What static checks find in a template.

    findings.py TEMPLATE CHECKOV FOLDER
                                       prints [{"tool", "rule", "type", "resource", "message"}]; CHECKOV is that program, FOLDER keeps
                                       the variants of the template that it reads
"""

import json
import subprocess
import sys
from pathlib import Path

from cfnlint.api import ManualArgs, lint
from policies import findings as of_policies
from templates import decided, transformed

REGIONS = ["eu-central-1", "eu-west-1", "us-east-1", "us-gov-west-1"]
# The ways out are different resources: each variant has to be in order.
VARIANTS = {"open": {"OutboundNetwork": "open"}, "fixed": {"OutboundNetwork": "fixed"}}


def of_cfn_lint(text):
    for match in lint(text, config=ManualArgs(include_checks=["I"], regions=REGIONS)):
        path = [str(part) for part in getattr(match, "path", None) or []]
        yield match.rule.id, path[1] if path[:1] == ["Resources"] else ".".join(path[:2]), match.message


def start_checkov(checkov, files):
    given = [argument for file in files for argument in ("--file", str(file))]
    options = ["--framework", "cloudformation", "--output", "json", "--quiet", "--skip-download"]
    return subprocess.Popen([checkov, *given, *options], stdout=subprocess.PIPE, text=True)


def of_checkov(process):
    output, _ = process.communicate()
    report = json.loads(output)
    # 1 says that there are findings.
    if process.returncode not in (0, 1) or report["summary"]["parsing_errors"] or not report["summary"]["resource_count"]:
        sys.exit(f"checkov could not read the template: {output}")
    for check in report["results"]["failed_checks"]:
        yield check["check_id"], check["resource"].partition(".")[2], check["check_name"]


def main(template, checkov, folder):
    whole = transformed(Path(template).read_text())
    variants = {name: decided(whole, values) for name, values in VARIANTS.items()}
    files = [Path(folder, f"{name}.json") for name in variants]
    for file, variant in zip(files, variants.values()):
        file.write_text(json.dumps(variant, indent=1))
    process = start_checkov(checkov, files)
    found = {("cfn-lint", *finding) for finding in of_cfn_lint(json.dumps(whole))}
    for variant in variants.values():
        found |= {("policies", *finding) for finding in of_policies(variant)}
    found |= {("checkov", *finding) for finding in of_checkov(process)}
    types = {name: resource["Type"] for name, resource in whole["Resources"].items()}
    named = [
        {"tool": tool, "rule": rule, "type": types.get(resource, ""), "resource": resource, "message": message}
        for tool, rule, resource, message in sorted(found)
    ]
    json.dump(named, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
