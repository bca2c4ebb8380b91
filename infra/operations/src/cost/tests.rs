use super::*;
use std::fmt::Write as _;
use test_case::test_case;
use yaml_rust2::{Yaml, YamlLoader};

fn template() -> Yaml {
    let file = Layout::of_this_checkout().unwrap().template();
    let text = std::fs::read_to_string(file).unwrap();
    YamlLoader::load_from_str(&text).unwrap().remove(0)
}

fn properties<'a>(template: &'a Yaml, kind: &'a str) -> impl Iterator<Item = &'a Yaml> {
    let resources = template["Resources"].as_hash().unwrap().values();
    let of_kind = resources.filter(move |resource| resource["Type"].as_str() == Some(kind));
    of_kind.map(|resource| &resource["Properties"])
}

/// Whether two amounts are equal, but for the rounding of the last digit that was written down.
fn near(found: f64, expected: f64) -> bool {
    (found / expected - 1.0).abs() <= 0.0015
}

/// Calculated apart from this code, of 512 MB and rows that cost nothing.
#[test_case("Secrets Manager", 400.63)]
#[test_case("KMS", 0.391)]
#[test_case("DynamoDB", 0.297)]
#[test_case("Lambda", 0.329)]
fn the_arithmetic_is_that_of_another_calculation_for_1_000_customers(service: &str, usd: f64) {
    let mut figures = Figures::load().unwrap();
    figures.usage.worker_gigabytes = 0.5;
    figures.usage.bytes_of_customer = 0.0;
    let lines = figures.lines(TokenStore::SecretsManager);
    let line = lines.iter().find(|line| line.service == service).unwrap();
    assert!(
        near(line.of_customer * 1_000.0, usd),
        "{}",
        line.of_customer
    );
}

#[test_case(TokenStore::SecretsManager, 40_169.0)]
#[test_case(TokenStore::Table, 108.3)]
fn a_customer_costs_what_another_calculation_says_for_100_000(mode: TokenStore, usd: f64) {
    let mut figures = Figures::load().unwrap();
    figures.usage.worker_gigabytes = 0.5;
    // It left the storage out, counted shorter log lines, and knew no transaction of a renewal.
    figures.usage.bytes_of_customer = 0.0;
    figures.usage.bytes_of_row = 0.0;
    figures.usage.log_bytes_of_run = 330.0;
    figures.usage.write_units_of_row = 3.0;
    let of_customer: f64 = figures
        .lines(mode)
        .iter()
        .map(|line| line.of_customer)
        .sum();
    assert!(near(of_customer * 1e5, usd), "{of_customer}");
}

#[test]
fn the_figures_are_those_of_the_template() {
    let template = template();
    let usage = Figures::load().unwrap().usage;
    for (function, gigabytes) in [
        ("VerifyWorker", usage.worker_gigabytes),
        ("VerifyDispatch", usage.dispatch_gigabytes),
        ("VerifyApi", usage.api_gigabytes),
    ] {
        let memory = &template["Resources"][function]["Properties"]["MemorySize"];
        let memory = u32::try_from(memory.as_i64().unwrap()).unwrap();
        assert!(near(f64::from(memory) / 1024.0, gigabytes), "{function}");
    }
    let count = |kind| properties(&template, kind).count();
    let interval = &template["Parameters"]["VerifyIntervalSeconds"]["Default"];
    assert_eq!(interval.as_i64(), Some(21_600));
    assert!(near(usage.runs_a_day, 86_400.0 / 21_600.0));
    let alarm_metrics: usize = properties(&template, "AWS::CloudWatch::Alarm")
        .map(|alarm| {
            let metrics = alarm["Metrics"].as_vec().into_iter().flatten();
            let read = metrics.filter(|metric| !metric["MetricStat"].is_badvalue());
            read.count().max(1)
        })
        .sum();
    for (name, found, figure) in [
        ("keys", count("AWS::KMS::Key"), usage.keys),
        (
            "secrets",
            count("AWS::SecretsManager::Secret"),
            usage.secrets,
        ),
        ("metrics", count("AWS::Logs::MetricFilter"), usage.metrics),
        ("alarm metrics", alarm_metrics, usage.alarm_metrics),
    ] {
        let found = f64::from(u32::try_from(found).unwrap());
        assert!(near(found, figure), "{name}: {found}, not {figure}");
    }
}

#[test]
fn both_modes_are_shown_by_service_and_together() {
    let shown = shown(&Figures::load().unwrap(), 1_000);
    let modes = &shown.json["system_user_tokens"];
    for mode in ["secrets-manager", "table"] {
        let services = modes[mode].as_object().unwrap();
        assert_eq!(services.len(), 8);
        let all: f64 = services.values().map(|usd| usd.as_f64().unwrap()).sum();
        let together = services["together"].as_f64().unwrap();
        assert!(near(all, 2.0 * together), "{services:?}");
        assert!(shown.text.contains(mode));
    }
    assert!(modes["table"]["Secrets Manager"].as_f64() < Some(2.0));
    assert!(modes["secrets-manager"]["Secrets Manager"].as_f64() > Some(400.0));
}

#[test]
fn the_readme_has_the_cost_of_both_modes() {
    let figures = Figures::load().unwrap();
    let sizes = [1_000_u32, 10_000, 100_000];
    let mut table = "\n| US dollars a month | 1,000 | 10,000 | 100,000 | 1,000 | 10,000 | 100,000 |\n|---|---|---|---|---|---|---|\n".to_owned();
    let modes = MODES.map(|mode| figures.lines(mode));
    let row = |name: &str, amount: &dyn Fn(&[Line], f64) -> f64| {
        let cells = modes.iter().flat_map(|lines| {
            sizes.map(|size| format!(" {} |", dollars(amount(lines, f64::from(size)))))
        });
        format!("| {name} |{}\n", cells.collect::<String>())
    };
    writeln!(
        table,
        "| `SystemUserTokens` | `secrets-manager` | | | `table` | | |"
    )
    .unwrap();
    for position in 0..modes[0].len() {
        let service = modes[0][position].service;
        table += &row(service, &|lines, size| lines[position].of(size));
    }
    table += &row("**together**", &|lines, size| {
        lines.iter().map(|line| line.of(size)).sum()
    });
    let prices = &figures.prices;
    write!(
        table,
        "\nPrices of {} of {}, `infra/operations/src/cost/figures.toml`.\n",
        prices.region, prices.read_on
    )
    .unwrap();

    let layout = Layout::of_this_checkout().unwrap();
    tooling::generated::compare(&layout, "infra/README.md", "cost", &table).unwrap();
}

/// Cents where they say something.
fn dollars(usd: f64) -> String {
    if usd < 10.0 {
        return format!("{usd:.2}");
    }
    let whole = format!("{usd:.0}");
    match whole.len() {
        4.. => format!(
            "{},{}",
            &whole[..whole.len() - 3],
            &whole[whole.len() - 3..]
        ),
        _ => whole,
    }
}
