//! Bounds of what a flood costs, and the room that each function keeps (T81).

use super::{function_of, resources, set, template, texts};
use std::collections::BTreeSet;
use yaml_rust2::{Yaml, YamlLoader};

/// Executions at once that AWS gives an account by default, and those of them that it keeps unreserved.
const OF_AN_ACCOUNT: i64 = 1_000;
const UNRESERVED: i64 = 100;

fn yaml(text: &str) -> Yaml {
    YamlLoader::load_from_str(text).unwrap().remove(0)
}

/// The executions that each function keeps for itself by default.
fn kept(template: &Yaml) -> Vec<(String, i64)> {
    resources(template, "AWS::Serverless::Function")
        .into_iter()
        .map(|(name, function)| {
            let choice = texts(&function["ReservedConcurrentExecutions"]);
            let [condition, parameter, otherwise] = choice.as_slice() else {
                panic!("{name} keeps no room: {choice:?}");
            };
            assert_eq!(otherwise, "AWS::NoValue", "{name}");
            assert_eq!(
                template["Conditions"][condition.as_str()],
                yaml(&format!("[IsCloud, [[{parameter}, 0]]]")),
                "{name}"
            );
            let parameter = &template["Parameters"][parameter.as_str()];
            assert_eq!(parameter["MinValue"].as_i64(), Some(0), "{name}");
            (name.to_owned(), parameter["Default"].as_i64().unwrap())
        })
        .collect()
}

#[test]
fn t81_each_function_keeps_room_of_its_own_or_none_is_kept() {
    let template = template();
    let kept = kept(&template);
    let parameters: BTreeSet<_> = resources(&template, "AWS::Serverless::Function")
        .iter()
        .map(|(_, function)| texts(&function["ReservedConcurrentExecutions"])[1].clone())
        .collect();
    assert_eq!(
        parameters.len(),
        kept.len(),
        "each has a parameter of its own"
    );
    assert!(kept.iter().all(|(_, count)| *count > 0), "{kept:?}");
    let all: i64 = kept.iter().map(|(_, count)| count).sum();
    assert!(all <= OF_AN_ACCOUNT - UNRESERVED, "{all}");
}

#[test]
fn t81_each_worker_has_room_for_its_queues() {
    let template = template();
    let kept = kept(&template);
    for name in ["VerifyWorker", "EraseWorker", "EventDeliver"] {
        let most: i64 = resources(&template, "AWS::Lambda::EventSourceMapping")
            .iter()
            .filter(|(_, mapping)| function_of(mapping) == name)
            .map(|(_, mapping)| {
                mapping["ScalingConfig"]["MaximumConcurrency"]
                    .as_i64()
                    .unwrap()
            })
            .sum();
        let worker = kept.iter().find(|(worker, _)| worker == name);
        assert_eq!(worker.map(|(_, count)| *count), Some(most), "{name}");
    }
}

#[test]
fn t81_routes_that_anybody_reaches_have_a_ceiling_below_the_default() {
    let template = template();
    let (_, stage) = resources(&template, "AWS::ApiGatewayV2::Stage")[0];
    let rate = |settings: &Yaml| settings["ThrottlingRateLimit"].as_i64().unwrap();
    let burst = |settings: &Yaml| settings["ThrottlingBurstLimit"].as_i64().unwrap();
    let default = &stage["DefaultRouteSettings"];
    let routes: BTreeSet<_> = resources(&template, "AWS::ApiGatewayV2::Route")
        .iter()
        .map(|(_, route)| route["RouteKey"].as_str().unwrap().to_owned())
        .collect();
    let mut limited = BTreeSet::new();
    for (key, settings) in stage["RouteSettings"].as_hash().unwrap() {
        let key = key.as_str().unwrap();
        assert!(routes.contains(key), "there is no route {key}");
        assert!(rate(settings) < rate(default), "{key}");
        assert!(burst(settings) < burst(default), "{key}");
        limited.insert(key.to_owned());
    }
    assert_eq!(
        limited,
        set([
            "GET /callback",
            "GET /connect/{invitation}",
            "POST /connect/{invitation}/request",
            "POST /connect/{invitation}/start",
            "POST /connect/{invitation}/system-user",
        ])
    );
}

#[test]
fn t81_a_budget_tells_the_topic_of_notices() {
    let template = template();
    let budget = &template["Resources"]["Budget"];
    assert_eq!(budget["Condition"].as_str(), Some("HasBudget"));
    assert_eq!(
        template["Conditions"]["HasBudget"],
        yaml("[IsCloud, [[MonthlyBudget, 0]]]")
    );
    let limit = &budget["Properties"]["Budget"]["BudgetLimit"];
    assert_eq!(limit["Amount"].as_str(), Some("MonthlyBudget"));
    let notifications = budget["Properties"]["NotificationsWithSubscribers"].as_vec();
    let notifications = notifications.unwrap();
    assert_eq!(notifications.len(), 2);
    for notification in notifications {
        let subscriber = &notification["Subscribers"][0];
        assert_eq!(subscriber["SubscriptionType"].as_str(), Some("SNS"));
        assert_eq!(subscriber["Address"].as_str(), Some("NoticeTopic"));
    }
}

#[test]
fn t81_alarms_and_budgets_of_this_account_alone_reach_the_topics() {
    let template = template();
    for (topic, expected) in [
        (
            "AlarmTopic",
            set(["cloudwatch.amazonaws.com", "events.amazonaws.com"]),
        ),
        (
            "NoticeTopic",
            set(["budgets.amazonaws.com", "cloudwatch.amazonaws.com"]),
        ),
    ] {
        let policy = &template["Resources"][format!("{topic}Policy").as_str()]["Properties"];
        assert_eq!(texts(&policy["Topics"]), [topic]);
        let mut services = BTreeSet::new();
        for statement in policy["PolicyDocument"]["Statement"].as_vec().unwrap() {
            assert_eq!(statement["Action"].as_str(), Some("sns:Publish"));
            assert_eq!(statement["Resource"].as_str(), Some(topic));
            let service = statement["Principal"]["Service"].as_str().unwrap();
            let account = &statement["Condition"]["StringEquals"]["aws:SourceAccount"];
            // EventBridge names none: the condition would never hold.
            let expected = (service != "events.amazonaws.com").then_some("AWS::AccountId");
            assert_eq!(account.as_str(), expected, "{service}");
            services.insert(service.to_owned());
        }
        assert_eq!(services, expected);
    }
}
