//! `cargo ops cost`: a month's bill in both modes of `SystemUserTokens`, worked out of measured sizes and list prices.

use crate::output::CommandOutput;
use crate::place::Place;
use anyhow::{Context, Result, bail};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::system_users::TokenStore;
use tooling::layout::Layout;

const FIGURES: &str = include_str!("cost/figures.toml");
/// Registrations of a page, where customers are counted.
const PAGE: i32 = 100;
const MODES: [TokenStore; 2] = [TokenStore::SecretsManager, TokenStore::Table];

#[derive(Args, Serialize)]
pub(crate) struct CostOptions {
    /// Customers that are connected with a system user; with --stage and without this, those of the stage are counted
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    customers: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Figures {
    prices: Prices,
    usage: Usage,
}

/// US dollars.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Prices {
    read_on: String,
    region: String,
    secret_month: f64,
    secrets_manager_per_10_000_calls: f64,
    key_month: f64,
    kms_per_10_000_calls: f64,
    dynamodb_per_million_write_units: f64,
    dynamodb_per_million_read_units: f64,
    dynamodb_gigabyte_month: f64,
    lambda_gigabyte_second: f64,
    lambda_per_million_calls: f64,
    sqs_per_million_calls: f64,
    log_gigabyte: f64,
    alarm_metric_month: f64,
    metric_month: f64,
    gateway_per_million_calls: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Usage {
    days_of_month: f64,
    runs_a_day: f64,
    renewals_a_day: f64,
    write_units_of_run: f64,
    read_units_of_run: f64,
    read_units_of_row: f64,
    write_units_of_row: f64,
    bytes_of_row: f64,
    bytes_of_customer: f64,
    runs_of_batch: f64,
    seconds_of_batch: f64,
    worker_gigabytes: f64,
    queue_calls_of_run: f64,
    log_bytes_of_run: f64,
    ticks_a_month: f64,
    read_units_of_tick: f64,
    write_units_of_tick: f64,
    seconds_of_tick: f64,
    dispatch_gigabytes: f64,
    log_bytes_of_tick: f64,
    idle_queue_calls_a_month: f64,
    polls_a_month: f64,
    seconds_of_poll: f64,
    api_gigabytes: f64,
    keys: f64,
    secrets: f64,
    alarm_metrics: f64,
    metrics: f64,
}

/// Cost of a service in a month: for the stage as it stands idle, and for each customer.
struct Line {
    service: &'static str,
    fixed: f64,
    of_customer: f64,
}

impl Line {
    fn of(&self, customers: f64) -> f64 {
        self.of_customer.mul_add(customers, self.fixed)
    }
}

impl Figures {
    fn load() -> Result<Self> {
        toml::from_str(FIGURES).context("the figures cannot be read")
    }

    /// The cost by service. What the two modes differ in is what a token costs: a secret and its calls, or a row.
    fn lines(&self, tokens: TokenStore) -> [Line; 7] {
        let Self { prices, usage } = self;
        let is_table = tokens == TokenStore::Table;
        let of_row = |amount: f64| if is_table { amount } else { 0.0 };
        let of_secret = |amount: f64| if is_table { 0.0 } else { amount };
        let runs = usage.runs_a_day * usage.days_of_month;
        let renewals = usage.renewals_a_day * usage.days_of_month;
        let line = |service, fixed, of_customer| Line {
            service,
            fixed,
            of_customer,
        };
        let secret_calls = (runs + renewals) * prices.secrets_manager_per_10_000_calls / 1e4;
        // Each read decrypts a data key, and each renewal makes one; Secrets Manager opens the secret's old one too.
        let key_calls = runs + renewals + of_secret(renewals);
        let units = |writes: f64, reads: f64| {
            (writes * prices.dynamodb_per_million_write_units
                + reads * prices.dynamodb_per_million_read_units)
                / 1e6
        };
        let row_units = units(
            of_row(renewals * usage.write_units_of_row),
            of_row(runs * usage.read_units_of_row),
        );
        let bytes = usage.bytes_of_customer + of_row(usage.bytes_of_row);
        let lambda = |calls: f64, seconds: f64, gigabytes: f64| {
            calls
                * (seconds * gigabytes).mul_add(
                    prices.lambda_gigabyte_second,
                    prices.lambda_per_million_calls / 1e6,
                )
        };
        let logs = |bytes: f64| bytes / 1e9 * prices.log_gigabyte;
        [
            line(
                "Secrets Manager",
                usage.secrets * prices.secret_month,
                of_secret(prices.secret_month + secret_calls),
            ),
            line(
                "KMS",
                usage.keys * prices.key_month,
                key_calls * prices.kms_per_10_000_calls / 1e4,
            ),
            line(
                "DynamoDB",
                usage.ticks_a_month * units(usage.write_units_of_tick, usage.read_units_of_tick)
                    + units(0.0, usage.polls_a_month),
                runs * units(usage.write_units_of_run, usage.read_units_of_run)
                    + row_units
                    + bytes / 1e9 * prices.dynamodb_gigabyte_month,
            ),
            line(
                "Lambda",
                lambda(
                    usage.ticks_a_month,
                    usage.seconds_of_tick,
                    usage.dispatch_gigabytes,
                ) + lambda(
                    usage.polls_a_month,
                    usage.seconds_of_poll,
                    usage.api_gigabytes,
                ),
                lambda(
                    runs / usage.runs_of_batch,
                    usage.seconds_of_batch,
                    usage.worker_gigabytes,
                ),
            ),
            line(
                "SQS",
                usage.idle_queue_calls_a_month * prices.sqs_per_million_calls / 1e6,
                runs * usage.queue_calls_of_run * prices.sqs_per_million_calls / 1e6,
            ),
            line(
                "CloudWatch",
                usage.alarm_metrics * prices.alarm_metric_month
                    + usage.metrics * prices.metric_month
                    + logs(usage.ticks_a_month * usage.log_bytes_of_tick),
                logs(runs * usage.log_bytes_of_run),
            ),
            line(
                "API Gateway",
                usage.polls_a_month * prices.gateway_per_million_calls / 1e6,
                0.0,
            ),
        ]
    }
}

/// Shows what a month costs. With a stage, for its customers.
///
/// # Errors
/// When neither customers nor a stage are named, or its table cannot be read. The prices are of the region that is shown, whichever
/// the stage is in.
pub(crate) async fn run(
    layout: &Layout,
    stage: Option<&str>,
    options: &CostOptions,
) -> Result<CommandOutput> {
    let figures = Figures::load()?;
    let (customers, unreadable) = match (options.customers, stage) {
        (Some(customers), _) => (u64::from(customers), 0),
        (None, Some(stage)) => {
            let place = Place::open(layout, stage, false).await?;
            let operation = place.begin(json!({"cost": options})).await?;
            let counted = count(&place).await;
            let outcome = counted.as_ref().map(|_| CommandOutput::default());
            let outcome = outcome.map_err(|error| anyhow::anyhow!("{error:#}"));
            place.end(operation, outcome).await?;
            counted?
        }
        (None, None) => {
            bail!("Say how many customers with --customers N, or whose with --stage NAME.")
        }
    };
    let mut shown = shown(&figures, customers);
    if unreadable > 0 {
        shown.json["unreadable"] = json!(unreadable);
        shown.line(format!(
            "{unreadable} registrations cannot be read and are not counted."
        ));
    }
    Ok(shown)
}

/// Customers with a system user, and registrations that cannot be read.
async fn count(place: &Place) -> Result<(u64, usize)> {
    let (mut count, mut unreadable, mut after) = (0, 0, None);
    loop {
        let page = place.store.list_registrations(None, after.as_ref(), PAGE);
        let page = page.await?;
        let counted = page.registrations.iter();
        let counted = counted.filter(|found| found.system_user_connection.is_some());
        count += u64::try_from(counted.count())?;
        unreadable += page.unreadable;
        after = page.next;
        if after.is_none() {
            return Ok((count, unreadable));
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "there are fewer customers than a float counts exactly"
)]
fn shown(figures: &Figures, customers: u64) -> CommandOutput {
    let count = customers as f64;
    let modes: Vec<_> = MODES.map(|mode| (mode, figures.lines(mode))).into();
    let amounts = |lines: &[Line]| -> Vec<(&'static str, f64)> {
        let of_lines = lines.iter().map(|line| (line.service, line.of(count)));
        let all = ("together", lines.iter().map(|line| line.of(count)).sum());
        of_lines.chain([all]).collect()
    };
    let in_json = |lines: &[Line]| -> Value {
        let amounts = amounts(lines).into_iter();
        amounts
            .map(|(service, usd)| (service.to_owned(), json!((usd * 100.0).round() / 100.0)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let Prices {
        read_on, region, ..
    } = &figures.prices;
    let mut shown = CommandOutput::new(json!({
        "customers": customers,
        "currency": "USD",
        "period": "month",
        "prices": {"region": region, "read_on": read_on},
        "system_user_tokens": modes
            .iter()
            .map(|(mode, lines)| (mode.word().to_owned(), in_json(lines)))
            .collect::<serde_json::Map<_, _>>(),
    }));
    shown.line(format!(
        "US dollars a month for {customers} customers with a system user, at prices of {region} of {read_on}"
    ));
    let [secrets, table] = MODES.map(TokenStore::word);
    shown.line(format!("{:<20}{secrets:>18}{table:>12}", ""));
    let columns: Vec<_> = modes.iter().map(|(_, lines)| amounts(lines)).collect();
    for ((service, secrets), (_, table)) in columns[0].iter().zip(&columns[1]) {
        shown.line(format!("{service:<20}{secrets:>18.2}{table:>12.2}"));
    }
    shown
}

#[cfg(test)]
mod tests;
