//! Check of every answer of the emulated Graph against Microsoft's own description, `contract/graph-v1.0-subset.json`.
//!
//! It supports the parts of the `OpenAPI` 3.0 schema language that the file uses: `$ref`, `allOf`, `type`, `nullable`,
//! `properties`, `required`, `items`, `additionalProperties`, `pattern` for GUIDs, `format` for instants.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;
use uuid::Uuid;

static CONTRACT: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../contract/graph-v1.0-subset.json")).unwrap_or_default()
});

/// Documented addresses that the contract leaves out, each with its documentation, and either a described address with equal
/// answers or a description of its own.
static ADDITIONS: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../contract/additions.json")).unwrap_or_default()
});

/// One operation of the contract.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operation {
    description: &'static Value,
}

impl Operation {
    /// The operation with this path template and method (lower case).
    pub(crate) fn find(template: &str, method: &str) -> Option<Self> {
        let described = |template: &str| CONTRACT["paths"].get(template)?.get(method);
        let added = ADDITIONS["paths"].get(template);
        let alike = || added?["answers_like"].as_str();
        let own = || added?.get(method);
        let description = described(template)
            .or_else(own)
            .or_else(|| alike().and_then(described))?;
        Some(Self { description })
    }

    /// Whether the operation has this query option, according to the documentation.
    pub(crate) fn takes(self, option: &str) -> bool {
        let parameters = self.description["parameters"].as_array();
        parameters.is_some_and(|parameters| {
            parameters
                .iter()
                .any(|entry| entry["in"] == "query" && entry["name"] == option)
        })
    }

    /// Whether the documentation allows a caller with these permissions: a signed-in person, or an app by itself.
    pub(crate) fn permits(self, signed_in: bool, permissions: &BTreeSet<String>) -> bool {
        let kind = if signed_in {
            "DelegatedWork"
        } else {
            "Application"
        };
        let documented = &self.description["x-graph-permissions"][kind];
        ["leastPrivileged", "other"]
            .iter()
            .filter_map(|list| documented[list].as_array())
            .flatten()
            .filter_map(Value::as_str)
            .any(|name| permissions.contains(name))
    }

    /// Checks an answer.
    ///
    /// # Errors
    ///
    /// The place and the way in which the answer differs from the description.
    pub(crate) fn check(self, status: u16, body: Option<&Value>) -> Result<(), String> {
        let responses = &self.description["responses"];
        let exact = responses.get(status.to_string());
        let class = format!("{}XX", status / 100);
        let Some(response) = exact.or_else(|| responses.get(class)) else {
            return Err(format!("status {status} is not described"));
        };
        let response = resolve(response);
        match (response.pointer("/content/application~1json/schema"), body) {
            (Some(schema), Some(body)) => check(schema, body, "$"),
            (None, None) => Ok(()),
            (Some(_), None) => Err(format!("status {status} needs a body")),
            (None, Some(_)) => Err(format!("status {status} has no body")),
        }
    }

    /// Properties of the type of the operation's answer; for a collection, those of one element.
    pub(crate) fn properties(self) -> Vec<&'static str> {
        let schema = self
            .description
            .pointer("/responses/200/content/application~1json/schema");
        let mut names = Vec::new();
        if let Some(schema) = schema {
            let element = find_property(schema, "value").and_then(|value| value.get("items"));
            collect_properties(element.unwrap_or(schema), &mut names);
        }
        names
    }
}

fn resolve(schema: &'static Value) -> &'static Value {
    let target = schema
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|path| path.strip_prefix('#'));
    target
        .and_then(|path| CONTRACT.pointer(path))
        .map_or(schema, resolve)
}

fn parts(schema: &'static Value) -> impl Iterator<Item = &'static Value> {
    schema
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn find_property(schema: &'static Value, name: &str) -> Option<&'static Value> {
    let schema = resolve(schema);
    let own = schema
        .get("properties")
        .and_then(|properties| properties.get(name));
    own.or_else(|| parts(schema).find_map(|part| find_property(part, name)))
}

fn collect_properties(schema: &'static Value, names: &mut Vec<&'static str>) {
    let schema = resolve(schema);
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        names.extend(properties.keys().map(String::as_str));
    }
    for part in parts(schema) {
        collect_properties(part, names);
    }
}

fn check(schema: &'static Value, value: &Value, at: &str) -> Result<(), String> {
    let nullable = |schema: &Value| schema.get("nullable").and_then(Value::as_bool) == Some(true);
    let resolved = resolve(schema);
    if value.is_null() && (nullable(schema) || nullable(resolved)) {
        return Ok(());
    }
    for part in parts(resolved) {
        check(part, value, at)?;
    }
    check_type(resolved, value, at)?;
    if let Some(object) = value.as_object() {
        check_object(resolved, object, at)?;
    }
    if let (Some(items), Some(values)) = (resolved.get("items"), value.as_array()) {
        for (index, value) in values.iter().enumerate() {
            check(items, value, &format!("{at}[{index}]"))?;
        }
    }
    if let Some(text) = value.as_str() {
        check_text(resolved, text, at)?;
    }
    Ok(())
}

fn check_type(schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let Some(wanted) = schema.get("type").and_then(Value::as_str) else {
        return Ok(());
    };
    let fits = match wanted {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => return Err(format!("{at}: type {other} is not understood")),
    };
    if fits {
        Ok(())
    } else {
        Err(format!("{at}: {value} is not of type {wanted}"))
    }
}

fn check_object(
    schema: &'static Value,
    object: &serde_json::Map<String, Value>,
    at: &str,
) -> Result<(), String> {
    let required = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    for name in required.filter_map(Value::as_str) {
        if !object.contains_key(name) {
            return Err(format!("{at}: {name} is missing"));
        }
    }
    let properties = schema.get("properties");
    let additional = schema
        .get("additionalProperties")
        .filter(|schema| schema.is_object());
    for (name, value) in object {
        let known = properties.and_then(|properties| properties.get(name));
        if let Some(schema) = known.or(additional) {
            check(schema, value, &format!("{at}.{name}"))?;
        }
    }
    Ok(())
}

fn check_text(schema: &Value, text: &str, at: &str) -> Result<(), String> {
    let format = schema.get("format").and_then(Value::as_str);
    let fits = match format {
        Some("uuid") => {
            Uuid::try_parse(text).is_ok_and(|id| id.hyphenated().to_string() == text.to_lowercase())
        }
        Some("date-time") => text.parse::<jiff::Timestamp>().is_ok(),
        _ => true,
    };
    if fits {
        Ok(())
    } else {
        Err(format!(
            "{at}: \"{text}\" is not a {}",
            format.unwrap_or_default()
        ))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn organization() -> Operation {
        Operation::find("/organization", "get").unwrap()
    }

    #[test]
    fn an_answer_of_the_described_shape_passes() {
        let body = json!({ "value": [{ "id": "x", "displayName": null, "verifiedDomains": [] }] });
        organization().check(200, Some(&body)).unwrap();
        organization()
            .properties()
            .iter()
            .find(|name| **name == "verifiedDomains")
            .unwrap();
    }

    #[test]
    fn a_wrong_type_deep_inside_is_found() {
        let body = json!({ "value": [{ "verifiedDomains": [{ "name": 5 }] }] });
        let error = organization().check(200, Some(&body)).unwrap_err();
        assert_eq!(
            error,
            "$.value[0].verifiedDomains[0].name: 5 is not of type string"
        );
    }

    #[test]
    fn errors_need_their_envelope_and_a_status_needs_a_description() {
        organization()
            .check(403, Some(&json!({ "code": "x" })))
            .unwrap_err();
        organization()
            .check(
                403,
                Some(&json!({ "error": { "code": "x", "message": "y" } })),
            )
            .unwrap();
        organization().check(302, None).unwrap_err();
        organization().check(200, None).unwrap_err();
    }

    #[test]
    fn query_options_are_those_of_the_description() {
        assert!(organization().takes("$select"));
        assert!(!organization().takes("$top"));
    }
}
