//! Query options: `$select`, `$filter` with `eq`, `$top`, `$skiptoken`, `$count`.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/query-parameters>, <https://learn.microsoft.com/en-us/graph/paging>.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::answer::Answer;
use super::call::Call;
use crate::contract::Operation;

/// Page size without `$top`.
const DEFAULT_PAGE: usize = 100;
/// The largest page: a larger `$top` is capped.
const LARGEST_PAGE: usize = 999;

/// The options of one call.
#[derive(Debug)]
pub(crate) struct Query<'a> {
    call: &'a Call<'a>,
    operation: Operation,
    options: BTreeMap<String, String>,
}

impl<'a> Query<'a> {
    /// Reads the options that this operation takes by the contract.
    ///
    /// # Errors
    ///
    /// 501 for any other option, or one that comes twice.
    pub(crate) fn read(call: &'a Call<'a>, operation: Operation) -> Result<Self, Answer> {
        const EMULATED: [&str; 4] = ["$select", "$filter", "$top", "$count"];
        let mut options = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(call.query.as_bytes()) {
            let known = EMULATED.contains(&name.as_ref()) && operation.takes(&name);
            let page = name == "$skiptoken" && operation.takes("$top");
            if !known && !page {
                return Err(Answer::unknown(format!(
                    "query option {name} at {}",
                    call.path
                )));
            }
            if options
                .insert(name.to_string(), value.into_owned())
                .is_some()
            {
                return Err(Answer::unknown(format!("query option {name}, twice")));
            }
        }
        if options.contains_key("$count") && !call.eventual {
            // https://learn.microsoft.com/en-us/graph/aad-advanced-queries
            let message =
                "Request_UnsupportedQuery: $count needs the header ConsistencyLevel: eventual.";
            return Err(Answer::bad_request(message));
        }
        Ok(Self {
            call,
            operation,
            options,
        })
    }

    /// One object, with the selected properties.
    ///
    /// # Errors
    ///
    /// 400 for a property that the type does not have.
    pub(crate) fn object(
        &self,
        context: &str,
        object: Value,
        defaults: &[&str],
    ) -> Result<Value, Answer> {
        let mut body = self.selected(object, defaults)?;
        if let Some(fields) = body.as_object_mut() {
            fields.insert(
                "@odata.context".to_owned(),
                self.context(context, "/$entity"),
            );
        }
        Ok(body)
    }

    /// One page of a collection.
    ///
    /// # Errors
    ///
    /// 400 for an unknown property or a wrong page token, 501 for a filter that is not emulated.
    pub(crate) fn page(
        &self,
        context: &str,
        objects: Vec<Value>,
        defaults: &[&str],
    ) -> Result<Value, Answer> {
        self.page_of(DEFAULT_PAGE, context, objects, defaults)
    }

    /// One page of a collection, of so many objects where the call does not ask for less.
    ///
    /// # Errors
    ///
    /// As [`Self::page`].
    pub(crate) fn page_of(
        &self,
        usual: usize,
        context: &str,
        objects: Vec<Value>,
        defaults: &[&str],
    ) -> Result<Value, Answer> {
        let objects = self.filtered(objects)?;
        let total = objects.len();
        let start = self.start()?;
        let size = self.size(usual)?;
        let page = objects.into_iter().skip(start).take(size);
        let page = page
            .map(|object| self.selected(object, defaults))
            .collect::<Result<Vec<_>, _>>()?;
        let mut body = json!({ "@odata.context": self.context(context, ""), "value": page });
        if self
            .options
            .get("$count")
            .is_some_and(|value| value == "true")
            && start == 0
        {
            body["@odata.count"] = json!(total);
        }
        if start + size < total {
            body["@odata.nextLink"] = json!(self.next_link(start + size));
        }
        Ok(body)
    }

    fn context(&self, entity: &str, suffix: &str) -> Value {
        let select = self
            .options
            .get("$select")
            .map(|names| format!("({names})"))
            .unwrap_or_default();
        json!(format!(
            "{}/v1.0/$metadata#{entity}{select}{suffix}",
            self.call.graph_url
        ))
    }

    fn selected(&self, object: Value, defaults: &[&str]) -> Result<Value, Answer> {
        let Value::Object(fields) = object else {
            return Ok(object);
        };
        let known = self.operation.properties();
        let names: Vec<&str> = match self.options.get("$select") {
            Some(names) => names.split(',').map(str::trim).collect(),
            None if defaults.is_empty() => return Ok(Value::Object(fields)),
            None => defaults.to_vec(),
        };
        let mut chosen = Map::new();
        for (name, value) in &fields {
            if name.starts_with("@odata") || names.contains(&name.as_str()) {
                chosen.insert(name.clone(), value.clone());
            }
        }
        for name in names {
            // Casts and polymorphic collections may select properties of a derived type.
            if !known.contains(&name) && !fields.contains_key(name) {
                let message = format!(
                    "Parsing OData Select and Expand failed: Could not find a property named \
                        '{name}'."
                );
                return Err(Answer::error(
                    http::StatusCode::BAD_REQUEST,
                    "BadRequest",
                    message,
                ));
            }
            chosen.entry(name.to_owned()).or_insert(Value::Null);
        }
        chosen.retain(|name, value| !value.is_null() || fields.contains_key(name));
        Ok(Value::Object(chosen))
    }

    fn filtered(&self, objects: Vec<Value>) -> Result<Vec<Value>, Answer> {
        let Some(filter) = self.options.get("$filter") else {
            return Ok(objects);
        };
        let Some((property, value)) = filter.split_once(" eq ") else {
            return Err(Answer::unknown(format!("$filter={filter}")));
        };
        let value = value.trim().trim_matches('\'');
        if property.contains([' ', '(']) || value.contains(['\'', ' ']) {
            return Err(Answer::unknown(format!("$filter={filter}")));
        }
        Ok(objects
            .into_iter()
            .filter(|object| object[property.trim()] == value)
            .collect())
    }

    fn start(&self) -> Result<usize, Answer> {
        let Some(token) = self.options.get("$skiptoken") else {
            return Ok(0);
        };
        let text = URL_SAFE_NO_PAD
            .decode(token)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok());
        text.and_then(|text| text.parse().ok())
            .ok_or_else(|| Answer::bad_request("The page token is not valid."))
    }

    fn size(&self, usual: usize) -> Result<usize, Answer> {
        let Some(top) = self.options.get("$top") else {
            return Ok(usual);
        };
        // A service with smaller pages than the directory's keeps to them
        // (https://learn.microsoft.com/en-us/graph/paging).
        let largest = if usual == DEFAULT_PAGE {
            LARGEST_PAGE
        } else {
            usual
        };
        match top.parse::<usize>() {
            Ok(size) if size > 0 => Ok(size.min(largest)),
            _ => Err(Answer::bad_request(format!(
                "Invalid page size specified: '{top}'."
            ))),
        }
    }

    /// Absolute and opaque: clients follow it as it is.
    fn next_link(&self, start: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self
            .options
            .iter()
            .filter(|(name, _)| *name != "$skiptoken")
        {
            query.append_pair(name, value);
        }
        query.append_pair("$skiptoken", &URL_SAFE_NO_PAD.encode(start.to_string()));
        format!(
            "{}/v1.0{}?{}",
            self.call.graph_url,
            self.call.path,
            query.finish()
        )
    }
}
