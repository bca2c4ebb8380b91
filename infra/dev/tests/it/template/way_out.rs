//! Both ways of the functions to Microsoft, each in the template as AWS gets it.

use super::{roles_that_may, template};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::process::Command;
use tooling::layout::Layout;

/// The template with one way out: transformed, its conditions decided.
fn with_way_out(way: &str) -> Value {
    let layout = Layout::of_this_checkout().unwrap();
    let output = Command::new(layout.python_program("python"))
        .arg(layout.root().join("infra/dev/templates.py"))
        .arg(format!("OutboundNetwork={way}"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn resources<'a>(template: &'a Value, kind: &str) -> Vec<(&'a String, &'a Value)> {
    template["Resources"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, resource)| resource["Type"] == kind)
        .map(|(name, resource)| (name, &resource["Properties"]))
        .collect()
}

fn functions_in_the_network(template: &Value) -> BTreeSet<String> {
    resources(template, "AWS::Lambda::Function")
        .into_iter()
        .filter(|(_, function)| !function["VpcConfig"].is_null())
        .map(|(name, _)| name.clone())
        .collect()
}

#[test]
fn the_open_way_out_makes_no_network() {
    let open = with_way_out("open");
    assert!(functions_in_the_network(&open).is_empty());
    for (name, resource) in open["Resources"].as_object().unwrap() {
        let kind = resource["Type"].as_str().unwrap();
        assert!(!kind.starts_with("AWS::EC2::"), "{name}");
        let managed = resource["Properties"]["ManagedPolicyArns"].as_array();
        assert!(managed.is_none_or(Vec::is_empty), "{name}");
    }
    assert!(resources(&open, "AWS::IAM::ManagedPolicy").is_empty());
    assert!(open["Outputs"]["OutboundAddresses"].is_null());
}

#[test]
fn the_functions_that_sign_in_at_microsoft_take_the_fixed_way_out_and_no_other() {
    let fixed = with_way_out("fixed");
    let signing_in = roles_that_may(
        &template(),
        "secretsmanager:GetSecretValue",
        "EntraAppSecret",
    );
    let in_network = functions_in_the_network(&fixed);
    let roles = in_network.iter().map(|name| format!("{name}Role"));
    assert_eq!(roles.collect::<BTreeSet<_>>(), signing_in);
    let subnets = json!([{ "Ref": "FirstPrivateSubnet" }, { "Ref": "SecondPrivateSubnet" }]);
    for name in &in_network {
        let function = &fixed["Resources"][name];
        let network = &function["Properties"]["VpcConfig"];
        assert_eq!(network["SubnetIds"], subnets, "{name}");
        assert_eq!(
            network["SecurityGroupIds"],
            json!([{ "Ref": "WayOut" }]),
            "{name}"
        );
        // None runs before its ways out are there.
        let ways = function["Metadata"]["WaysOut"].as_array().unwrap();
        for (way, _) in ["AWS::EC2::Route", "AWS::EC2::SubnetRouteTableAssociation"]
            .iter()
            .flat_map(|kind| resources(&fixed, kind))
            .filter(|(name, _)| name.contains("Private"))
        {
            assert!(ways.contains(&json!({ "Ref": way })), "{name}: {way}");
        }
    }
}

#[test]
fn each_zone_has_its_own_gateway_whose_address_the_pages_name() {
    let fixed = with_way_out("fixed");
    let all = &fixed["Resources"];
    let mut zones = BTreeSet::new();
    let mut addresses = Vec::new();
    for zone in ["First", "Second"] {
        let route = &all[format!("{zone}PrivateRoute")]["Properties"];
        let routes = json!({ "Ref": format!("{zone}PrivateRoutes") });
        assert_eq!(route["RouteTableId"], routes);
        assert_eq!(route["DestinationCidrBlock"], "0.0.0.0/0");
        assert_eq!(
            route["NatGatewayId"],
            json!({ "Ref": format!("{zone}NatGateway") })
        );
        let subnet = json!({ "Ref": format!("{zone}PrivateSubnet") });
        let association = &all[format!("{zone}PrivateSubnetRoutes")]["Properties"];
        assert_eq!(association["SubnetId"], subnet);
        assert_eq!(association["RouteTableId"], routes);
        let gateway = &all[format!("{zone}NatGateway")];
        assert_eq!(gateway["DependsOn"], "PublicRoute");
        let gateway = &gateway["Properties"];
        assert_eq!(
            gateway["SubnetId"],
            json!({ "Ref": format!("{zone}PublicSubnet") })
        );
        let address = format!("{zone}Address");
        assert_eq!(
            gateway["AllocationId"],
            json!({ "Fn::GetAtt": [&address, "AllocationId"] })
        );
        // Customers have it in their rules.
        assert_eq!(all[&address]["DeletionPolicy"], "RetainExceptOnCreate");
        assert_eq!(all[&address]["UpdateReplacePolicy"], "Retain");
        addresses.push(format!("${{{address}}}"));
        let places = ["PublicSubnet", "PrivateSubnet"]
            .map(|name| all[format!("{zone}{name}")]["Properties"]["AvailabilityZone"].to_string());
        assert_eq!(places[0], places[1]);
        zones.extend(places);
    }
    assert_eq!(zones.len(), 2);
    let named = json!({ "Fn::Sub": addresses.join(",") });
    assert_eq!(fixed["Outputs"]["OutboundAddresses"]["Value"], named);
    for name in ["ConsentStart", "VerifyApi"] {
        let variables = &all[name]["Properties"]["Environment"]["Variables"];
        assert_eq!(variables["OUTBOUND_ADDRESSES"], named, "{name}");
    }
}

#[test]
fn nothing_comes_in_and_https_alone_leaves() {
    let fixed = with_way_out("fixed");
    let groups = resources(&fixed, "AWS::EC2::SecurityGroup");
    let [(_, group)] = groups.as_slice() else {
        panic!("{groups:?}")
    };
    assert!(group["SecurityGroupIngress"].is_null());
    let leaving = group["SecurityGroupEgress"].as_array().unwrap();
    assert_eq!(leaving.len(), 1);
    assert_eq!(leaving[0]["IpProtocol"], "tcp");
    assert_eq!([&leaving[0]["FromPort"], &leaving[0]["ToPort"]], [443, 443]);
    assert!(resources(&fixed, "AWS::EC2::SecurityGroupIngress").is_empty());
    let endpoint = &fixed["Resources"]["DynamoDbEndpoint"]["Properties"];
    let routes = json!([{ "Ref": "FirstPrivateRoutes" }, { "Ref": "SecondPrivateRoutes" }]);
    assert_eq!(endpoint["RouteTableIds"], routes);
}

#[test]
fn t64_lambda_connects_functions_and_their_code_does_not() {
    let fixed = with_way_out("fixed");
    let statements = &fixed["Resources"]["NetworkInterfacesPolicy"]["Properties"]["PolicyDocument"];
    let statements = statements["Statement"].as_array().unwrap();
    let [allowed, denied] = statements.as_slice() else {
        panic!("{statements:?}")
    };
    assert_eq!([&allowed["Effect"], &denied["Effect"]], ["Allow", "Deny"]);
    assert_eq!(allowed["Action"], denied["Action"]);
    let spoken_for = denied["Condition"]["ArnEquals"]["lambda:SourceFunctionArn"].as_array();
    let spoken_for: BTreeSet<_> = spoken_for
        .unwrap()
        .iter()
        .map(|arn| arn["Fn::Sub"].as_str().unwrap().rsplit(':').next().unwrap())
        .collect();
    let connected: BTreeSet<_> = resources(&fixed, "AWS::Lambda::Function")
        .into_iter()
        .filter(|(_, function)| !function["VpcConfig"].is_null())
        .map(|(_, function)| function["FunctionName"]["Fn::Sub"].as_str().unwrap())
        .collect();
    assert_eq!(spoken_for, connected);
    let policy = json!([{ "Ref": "NetworkInterfacesPolicy" }]);
    let holders: BTreeSet<_> = resources(&fixed, "AWS::IAM::Role")
        .into_iter()
        .filter(|(_, role)| role["ManagedPolicyArns"] == policy)
        .map(|(name, _)| name.clone())
        .collect();
    let roles = functions_in_the_network(&fixed);
    assert_eq!(
        holders,
        roles.iter().map(|name| format!("{name}Role")).collect()
    );
}
