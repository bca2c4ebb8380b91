//! Query strings and form bodies, read strictly: a name that is not expected, or comes twice, is refused loudly.

use std::collections::BTreeMap;

use axum::response::Response;

use crate::unknown;

/// The parameters of a request, each name once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// Reads a query string or form body.
    ///
    /// # Errors
    ///
    /// The loud answer, for a name outside `expected` or a name that comes twice.
    pub(crate) fn read(text: &str, expected: &[&str]) -> Result<Self, Box<Response>> {
        let mut found = BTreeMap::new();
        for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
            if !expected.contains(&name.as_ref()) {
                return Err(Box::new(unknown::answer(format!("parameter {name}"))));
            }
            if found.insert(name.to_string(), value.into_owned()).is_some() {
                return Err(Box::new(unknown::answer(format!(
                    "parameter {name}, twice"
                ))));
            }
        }
        Ok(Self(found))
    }

    /// The value of a parameter; an empty one counts as absent.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// The value of a parameter, owned; an empty one counts as absent.
    pub(crate) fn take(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }
}
