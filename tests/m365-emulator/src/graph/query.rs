//! Query options: `$select`, `$filter` with `eq`, `$top`, `$skiptoken`, `$count`, `search` of sites; `$search` is in `search.rs`.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/query-parameters>, <https://learn.microsoft.com/en-us/graph/paging>.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::StatusCode;
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::answer::Answer;
use super::call::Call;
use super::search::Search;
use crate::contract::Operation;

/// Size of a page without `$top`.
const DEFAULT_PAGE: usize = 100;
/// Size of the largest page; a larger `$top` is capped.
const LARGEST_PAGE: usize = 999;

/// Collections that can be searched; the contract allows `$search` for more of them.
const SEARCHED: [&str; 2] = ["/users", "/groups"];
/// Types of elements in a collection of directory objects, each by an address that returns one.
const DIRECTORY_OBJECTS: [&str; 3] = [
    "/users/{user-id}",
    "/groups/{group-id}",
    "/me/memberOf/microsoft.graph.directoryRole",
];

/// The options of one call.
#[derive(Debug)]
pub(crate) struct Query<'a> {
    call: &'a Call<'a>,
    operation: Operation,
    options: BTreeMap<String, String>,
}

impl<'a> Query<'a> {
    /// Reads the options that this operation accepts by the contract.
    ///
    /// # Errors
    ///
    /// 501 for any other option, or one that is given twice.
    pub(crate) fn read(call: &'a Call<'a>, operation: Operation) -> Result<Self, Answer> {
        const EMULATED: [&str; 5] = ["$select", "$filter", "$top", "$count", "search"];
        let mut options = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(call.query.as_bytes()) {
            let known = EMULATED.contains(&name.as_ref()) && operation.takes(&name);
            let page = name == "$skiptoken" && operation.takes("$top");
            let search = name == "$search" && SEARCHED.contains(&call.path);
            if !known && !page && !search {
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
        if options.contains_key("$search") && !call.eventual {
            let message = "Request with $search query parameter only works through MSGraph with a \
                special request header: 'ConsistencyLevel: eventual'";
            return Err(Answer::error(
                StatusCode::BAD_REQUEST,
                "Request_UnsupportedQuery",
                message,
            ));
        }
        Ok(Self {
            call,
            operation,
            options,
        })
    }

    /// Admits a caller with one of the permissions that the contract names.
    ///
    /// # Errors
    ///
    /// 403 without any of them.
    pub(crate) fn permitted(&self) -> Result<(), Answer> {
        let caller = self.call.caller;
        let signed_in = caller.user.is_some();
        if self.operation.permits(signed_in, &caller.permissions) {
            return Ok(());
        }
        Err(Answer::denied())
    }

    /// Whether `$select` names the property.
    pub(crate) fn selects(&self, property: &str) -> bool {
        self.options
            .get("$select")
            .is_some_and(|names| names.split(',').any(|name| name.trim() == property))
    }

    /// Whether the search is for everything, `search=*`.
    pub(crate) fn searches_everything(&self) -> bool {
        self.options.get("search").is_some_and(|text| text == "*")
    }

    /// Search in these properties, if there is one.
    ///
    /// # Errors
    ///
    /// 400 for a search that does not follow the syntax.
    pub(crate) fn search(&self, properties: &[&str]) -> Result<Option<Search>, Answer> {
        let text = self.options.get("$search");
        text.map(|text| Search::read(text, properties)).transpose()
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
        let mut body = self.selected(object, defaults, &self.operation.properties())?;
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
        self.long_page(context, objects, |object| object, defaults)
    }

    /// One page of a collection with many objects; objects that are not on the page are not described.
    ///
    /// # Errors
    ///
    /// As [`Self::page`].
    pub(crate) fn long_page<T>(
        &self,
        context: &str,
        objects: Vec<T>,
        describe: impl Fn(T) -> Value,
        defaults: &[&str],
    ) -> Result<Value, Answer> {
        let (start, size) = (self.start()?, self.size(DEFAULT_PAGE)?);
        if self.options.contains_key("$filter") {
            let objects = objects.into_iter().map(describe).collect();
            return self.page_of(DEFAULT_PAGE, context, objects, defaults);
        }
        let total = objects.len();
        let page = objects.into_iter().skip(start).take(size).map(describe);
        self.written(context, page.collect(), start, total, defaults)
    }

    /// One page of a collection with this number of objects, unless the call asks for fewer.
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
        let (start, size) = (self.start()?, self.size(usual)?);
        let page = objects.into_iter().skip(start).take(size);
        self.written(context, page.collect(), start, total, defaults)
    }

    fn written(
        &self,
        context: &str,
        page: Vec<Value>,
        start: usize,
        total: usize,
        defaults: &[&str],
    ) -> Result<Value, Answer> {
        let mut known = self.operation.properties();
        if context == "directoryObjects" {
            let kinds = DIRECTORY_OBJECTS
                .iter()
                .filter_map(|template| Operation::find(template, "get"));
            known.extend(kinds.flat_map(Operation::properties));
        }
        let end = start + page.len();
        let page = page
            .into_iter()
            .map(|object| self.selected(object, defaults, &known))
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
        if end < total {
            body["@odata.nextLink"] = json!(self.next_link(end));
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

    fn selected(&self, object: Value, defaults: &[&str], known: &[&str]) -> Result<Value, Answer> {
        let Value::Object(fields) = object else {
            return Ok(object);
        };
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
            // A cast may select properties of the type that it names.
            if !known.contains(&name) && !fields.contains_key(name) {
                let message = format!(
                    "Parsing OData Select and Expand failed: Could not find a property named \
                        '{name}'."
                );
                return Err(Answer::error(
                    StatusCode::BAD_REQUEST,
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

    /// Link to the next page, absolute and opaque: clients follow it unchanged.
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
