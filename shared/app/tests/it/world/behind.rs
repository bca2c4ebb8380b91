//! The table as it is behind our own code.

use super::TABLE;
use crate::{
    samples::{registration_id, start, support_code},
    server::Request,
};
use domain::{
    access::AccessSession,
    erasure::{Progress, Tombstone},
    ids::{RegistrationId, TokenHash},
    registration::Lifecycle,
    schedule::shard,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// The table as it is behind our own code.
#[derive(Clone)]
pub(crate) struct BehindTheStore(pub(super) dynoxide::Database);

impl BehindTheStore {
    /// Takes an attribute from the stored registration.
    pub(crate) fn spoil(&self, number: u64, name: &str) {
        self.update(&json!({
            "Key": registration_key(number),
            "UpdateExpression": "REMOVE #name",
            "ExpressionAttributeNames": {"#name": name},
        }));
    }

    /// Gives the invitation of that hash another status.
    pub(crate) fn set_status(&self, hash: &TokenHash, status: &str) {
        self.update(&json!({
            "Key": {"PK": {"S": format!("INV#{}", hash.as_str())}, "SK": {"S": "INVITATION"}},
            "UpdateExpression": "SET #value.#status = :status",
            "ExpressionAttributeNames": {"#value": "value", "#status": "status"},
            "ExpressionAttributeValues": {":status": {"S": status}},
        }));
    }

    /// Gives the registration another lifecycle, and a version of its own.
    pub(crate) fn set_lifecycle(&self, number: u64, lifecycle: &Lifecycle) {
        self.update(&json!({
            "Key": registration_key(number),
            "UpdateExpression": "SET lifecycle = :lifecycle ADD version :one",
            "ExpressionAttributeValues": {
                ":lifecycle": stored(&serde_json::to_value(lifecycle).unwrap()), ":one": {"N": "1"},
            },
        }));
    }

    /// Gives the registration another expected domain, and a version of its own.
    pub(crate) fn set_domain(&self, number: u64, name: Option<&str>) {
        let mut update = json!({
            "Key": registration_key(number),
            "UpdateExpression": "REMOVE expected_domain ADD version :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        });
        if let Some(name) = name {
            update["UpdateExpression"] = json!("SET expected_domain = :name ADD version :one");
            update["ExpressionAttributeValues"][":name"] = json!({"S": name});
        }
        self.update(&update);
    }

    /// Binds the tenant to a customer.
    pub(crate) fn bind(&self, tenant: &str, customer: &str) {
        self.update(&json!({
            "Key": {"PK": {"S": format!("TENANT#{tenant}")}, "SK": {"S": "TENANT"}},
            "UpdateExpression": "SET customer_id = :customer",
            "ExpressionAttributeValues": {":customer": {"S": customer}},
        }));
    }

    /// Frees the tenant, as an erasure does.
    pub(crate) fn unbind(&self, tenant: &str) {
        let request = json!({
            "TableName": TABLE,
            "Key": {"PK": {"S": format!("TENANT#{tenant}")}, "SK": {"S": "TENANT"}},
        });
        self.0
            .delete_item(serde_json::from_value(request).unwrap())
            .unwrap();
    }

    /// Puts a tombstone in the place of the registration, as an erasure does first.
    pub(crate) fn entomb(&self, number: u64) {
        let tombstone = Tombstone {
            id: registration_id(number),
            customer_id: "contoso".to_owned().try_into().unwrap(),
            requested_at: start(),
            progress: Progress::Erasing {
                tenant_id: None,
                support_code: support_code(number),
                pseudonym_key: Uuid::from_u128(7),
            },
        };
        let mut item = registration_key(number);
        item["entity"] = json!({"S": "tombstone"});
        item["value"] = stored(&serde_json::to_value(tombstone).unwrap());
        let request = json!({"TableName": TABLE, "Item": item});
        self.0
            .put_item(serde_json::from_value(request).unwrap())
            .unwrap();
    }

    /// Changes the owner of the item that a request concerns to another registration.
    pub(crate) fn give_away(&self, request: &Request, attribute: &str, to: RegistrationId) {
        let request: Value = serde_json::from_str(&request.body).unwrap();
        self.update(&json!({
            "Key": request["Key"],
            "UpdateExpression": "SET #owner = :owner",
            "ExpressionAttributeNames": {"#owner": attribute},
            "ExpressionAttributeValues": {":owner": {"S": to.to_string()}},
        }));
    }

    /// Makes the registration due at that second.
    pub(crate) fn set_due(&self, number: u64, at: i64) {
        let mut key = registration_key(number);
        key["SK"]["S"] = json!("REGISTRATION#STANDING");
        self.update(&json!({
            "Key": key,
            "UpdateExpression": "SET due_at = :at",
            "ExpressionAttributeValues": {":at": {"N": at.to_string()}},
        }));
    }

    /// Puts the registration into another shard of the schedule.
    pub(crate) fn set_shard(&self, number: u64, shard: &str) {
        let mut key = registration_key(number);
        key["SK"]["S"] = json!("REGISTRATION#STANDING");
        self.update(&json!({
            "Key": key,
            "UpdateExpression": "SET due_shard = :shard",
            "ExpressionAttributeValues": {":shard": {"S": shard}},
        }));
    }

    /// Takes an attribute from the stored standing.
    pub(crate) fn spoil_standing(&self, number: u64, name: &str) {
        let mut key = registration_key(number);
        key["SK"]["S"] = json!("REGISTRATION#STANDING");
        self.update(&json!({
            "Key": key,
            "UpdateExpression": "REMOVE #name",
            "ExpressionAttributeNames": {"#name": name},
        }));
    }

    /// Gives the standing another newest slot, and takes it off the schedule.
    pub(crate) fn set_slot(&self, number: u64, slot: i64) {
        let mut key = registration_key(number);
        key["SK"]["S"] = json!("REGISTRATION#STANDING");
        self.update(&json!({
            "Key": key,
            "UpdateExpression": "SET last_slot = :slot REMOVE due_shard, due_at",
            "ExpressionAttributeValues": {":slot": {"N": slot.to_string()}},
        }));
    }

    /// Makes registrations due at that second that have no other data.
    pub(crate) fn make_due(&self, numbers: impl Iterator<Item = u64>, at: i64) {
        for number in numbers {
            let id = registration_id(number);
            let request = json!({
                "TableName": TABLE,
                "Item": {
                    "PK": {"S": format!("REG#{id}")}, "SK": {"S": "REGISTRATION#STANDING"},
                    "due_shard": {"S": format!("due#{:02}", shard(id))}, "due_at": {"N": at.to_string()},
                },
            });
            self.0
                .put_item(serde_json::from_value(request).unwrap())
                .unwrap();
        }
    }

    /// The version of the stored registration.
    pub(crate) fn version(&self, number: u64) -> u64 {
        let request = json!({"TableName": TABLE, "Key": registration_key(number)});
        let found = self.0.get_item(serde_json::from_value(request).unwrap());
        let found = serde_json::to_value(found.unwrap()).unwrap();
        found["Item"]["version"]["N"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap()
    }

    fn update(&self, request: &Value) {
        let mut request = request.clone();
        request["TableName"] = json!(TABLE);
        self.0
            .update_item(serde_json::from_value(request).unwrap())
            .unwrap();
    }

    /// Keeps an administrator's session as it is.
    pub(crate) fn keep_session(&self, session: &AccessSession) {
        let request = json!({
            "TableName": TABLE,
            "Item": {
                "PK": {"S": format!("ACCESS#{}", session.cookie_hash.as_str())},
                "SK": {"S": "ACCESS"},
                "value": stored(&serde_json::to_value(session).unwrap()),
            },
        });
        self.0
            .put_item(serde_json::from_value(request).unwrap())
            .unwrap();
    }

    /// Every item of the table, as text.
    pub(crate) fn dump(&self) -> String {
        let request = json!({ "TableName": TABLE });
        let items = self.0.scan(serde_json::from_value(request).unwrap());
        serde_json::to_string(&items.unwrap()).unwrap()
    }
}

fn registration_key(number: u64) -> Value {
    json!({"PK": {"S": format!("REG#{}", registration_id(number))}, "SK": {"S": "REGISTRATION"}})
}

/// A value as DynamoDB holds it.
fn stored(value: &Value) -> Value {
    match value {
        Value::Null => json!({"NULL": true}),
        Value::Bool(value) => json!({"BOOL": value}),
        Value::Number(number) => json!({"N": number.to_string()}),
        Value::String(text) => json!({"S": text}),
        Value::Array(entries) => json!({"L": entries.iter().map(stored).collect::<Value>()}),
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| (name.clone(), stored(value)));
            json!({"M": fields.collect::<Value>()})
        }
    }
}
