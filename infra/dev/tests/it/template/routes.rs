//! Routes of the API and the pages: the functions that they lead to, their limits, their log.

use super::{resources, set, template};
use std::collections::BTreeSet;
use yaml_rust2::YamlLoader;

#[test]
fn t39_the_default_endpoint_is_off_where_there_is_a_domain() {
    let template = template();
    let (_, api) = resources(&template, "AWS::ApiGatewayV2::Api")[0];
    let with_domain = YamlLoader::load_from_str("[HasDomain, true, false]")
        .unwrap()
        .remove(0);
    assert_eq!(api["DisableExecuteApiEndpoint"], with_domain);
}

#[test]
fn t27_the_callback_is_the_one_route_that_microsoft_returns_to() {
    let template = template();
    let routes = resources(&template, "AWS::ApiGatewayV2::Route");
    let callbacks: Vec<_> = routes
        .iter()
        .filter(|(_, route)| route["Target"].as_str().unwrap().contains("OauthCallback"))
        .map(|(_, route)| route["RouteKey"].as_str().unwrap())
        .collect();
    assert_eq!(callbacks, ["GET /callback"]);
}

#[test]
fn every_path_of_the_api_leads_to_its_function_with_any_method() {
    let template = template();
    let routes = resources(&template, "AWS::ApiGatewayV2::Route");
    let of_api: BTreeSet<_> = routes
        .iter()
        .filter(|(_, route)| route["Target"].as_str().unwrap().contains("VerifyApi"))
        .map(|(_, route)| route["RouteKey"].as_str().unwrap())
        .collect();
    let expected = [
        "ANY /docs",
        "ANY /healthz",
        "ANY /openapi.json",
        "ANY /problems/{proxy+}",
        "ANY /v1",
        "ANY /v1/{proxy+}",
    ];
    assert_eq!(of_api, expected.into());
}

#[test]
fn t59_the_access_log_has_no_path_query_address_or_user_agent() {
    let template = template();
    let (_, stage) = resources(&template, "AWS::ApiGatewayV2::Stage")[0];
    let format = stage["AccessLogSettings"]["Format"].as_str().unwrap();
    let variables: BTreeSet<_> = format
        .split("$context.")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    let allowed = [
        "awsEndpointRequestId",
        "integrationLatency",
        "integrationStatus",
        "requestId",
        "responseLatency",
        "routeKey",
        "status",
    ];
    assert_eq!(variables, set(allowed));
}

#[test]
fn t81_the_api_is_throttled_and_every_log_ends() {
    let template = template();
    let (_, stage) = resources(&template, "AWS::ApiGatewayV2::Stage")[0];
    assert!(
        stage["DefaultRouteSettings"]["ThrottlingRateLimit"]
            .as_i64()
            .unwrap()
            <= 200
    );
    for (name, group) in resources(&template, "AWS::Logs::LogGroup") {
        assert_eq!(
            group["RetentionInDays"].as_str(),
            Some("LogRetentionDays"),
            "{name}"
        );
    }
    let functions = resources(&template, "AWS::Serverless::Function").len();
    assert_eq!(
        resources(&template, "AWS::Logs::LogGroup").len(),
        functions + 1
    );
}
