//! Rows of very many registrations: those that the functions wrote of one, under other names.

use crate::table::Table;
use anyhow::{Context, Result, ensure};
use domain::ids::RegistrationId;
use domain::schedule::shard;
use dynoxide::{ImportOptions, Item};
use serde_json::{Value, json};
use tooling::local::STACK_NAME;
use uuid::Uuid;

/// Registrations that are written at a time.
const AT_A_TIME: u64 = 500;

/// The rows of one registration, and how many copies there are.
pub(super) struct Rows {
    sample: RegistrationId,
    /// JSON of its rows.
    text: String,
    /// Names that belong to one registration alone: of what, and as they are in the sample.
    names: Vec<(&'static str, String)>,
    loaded: u64,
}

impl Rows {
    /// Those of a registration that was verified, without its reports.
    ///
    /// # Errors
    /// When they are not what `shared/store` writes.
    pub(super) fn of(table: &Table, sample: RegistrationId) -> Result<Self> {
        let request = json!({"TableName": STACK_NAME});
        let items = table.database.scan(serde_json::from_value(request)?)?;
        let items = serde_json::to_value(items)?;
        let items = items["Items"].as_array().context("an empty table")?;
        let id = sample.to_string();
        let is_of_it = |item: &&Value| {
            let sort = item["SK"]["S"].as_str().unwrap_or_default();
            item.to_string().contains(&id) && !sort.starts_with("VERIFICATION#")
        };
        let rows: Vec<&Value> = items.iter().filter(is_of_it).collect();
        let find = |key: &str, prefix: &str| -> Result<String> {
            let mut keys = rows.iter().filter_map(|row| row[key]["S"].as_str());
            let name = keys.find_map(|key| key.strip_prefix(prefix));
            Ok(name.with_context(|| format!("no row {prefix}"))?.to_owned())
        };
        let standing = rows.iter().find(|row| row["due_at"]["N"].is_string());
        let standing = standing.context("the sample is not on the schedule")?;
        let due_at = &standing["due_at"]["N"];
        let due_at = due_at.as_str().context("a due time that is no number")?;
        let names = vec![
            // First: it looks like a part of the ids that copies are given.
            ("code", find("PK", "SUPPORT#")?),
            ("registration", id.clone()),
            ("invitation", find("SK", "INVITATION#")?),
            ("link", find("PK", "INV#")?),
            ("tenant", find("PK", "TENANT#")?),
            ("shard", format!("due#{:02}", shard(sample))),
            ("due", format!("{{\"N\":\"{due_at}\"}}")),
        ];
        ensure!(rows.len() >= 6, "a registration has {} rows", rows.len());
        Ok(Self {
            sample,
            text: serde_json::to_string(&rows)?,
            names,
            loaded: 0,
        })
    }

    /// The id of a copy, counted from 1.
    pub(super) fn id(&self, number: u64) -> RegistrationId {
        let id = Uuid::from_u64_pair(0x0193_0000_0001_7000, (2 << 62) | number);
        id.to_string().parse().unwrap_or(self.sample)
    }

    /// Number of copies.
    pub(super) fn loaded(&self) -> u64 {
        self.loaded
    }

    /// Writes copies until there are so many, all due since the epoch.
    ///
    /// # Errors
    /// When the table refuses.
    pub(super) fn load(&mut self, table: &Table, until: u64) -> Result<()> {
        while self.loaded < until {
            let mut items: Vec<Item> = Vec::new();
            for _ in 0..AT_A_TIME.min(until - self.loaded) {
                self.loaded += 1;
                let copy = self.copy(self.loaded);
                items.extend(serde_json::from_str::<Vec<Item>>(&copy)?);
            }
            table
                .database
                .import_items(STACK_NAME, items, ImportOptions::default())?;
        }
        Ok(())
    }

    fn copy(&self, number: u64) -> String {
        let id = self.id(number);
        let mut text = self.text.clone();
        for (what, name) in &self.names {
            let other = match *what {
                "registration" => id.to_string(),
                "invitation" | "tenant" => Uuid::from_u128(u128::from(number) << 32).to_string(),
                "link" => format!("{:064x}", u128::from(number) << 32),
                "code" => format!("{number:08}"),
                "shard" => format!("due#{:02}", shard(id)),
                _ => "{\"N\":\"1\"}".to_owned(),
            };
            text = text.replace(name, &other);
        }
        text
    }
}
