//! Query strings and form bodies, read strictly: an unexpected name, or one that is given twice, is refused loudly.

use std::collections::BTreeMap;

use axum::response::Response;

use crate::unknown;

/// Parameters by which Microsoft's own libraries describe themselves and route a request; none of them changes the answer
/// here.
///
/// Source: `AADServerParamKeys` of MSAL for JavaScript
/// (<https://github.com/AzureAD/microsoft-authentication-library-for-js/tree/dev/lib/msal-common/src/constants>).
const OF_LIBRARIES: [&str; 13] = [
    "client-request-id",
    "clidata",
    "domain_hint",
    "x-client-SKU",
    "x-client-VER",
    "x-client-OS",
    "x-client-CPU",
    "x-client-current-telemetry",
    "x-client-last-telemetry",
    "x-ms-lib-capability",
    "x-app-name",
    "x-app-ver",
    "X-AnchorMailbox",
];

/// The parameters of a request, each name once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// Reads a query string or form body.
    ///
    /// # Errors
    ///
    /// The loud answer, for a name outside `expected` or a name that is given twice.
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

    /// Reads as [`Parameters::read`] does, and also accepts the parameters of Microsoft's libraries.
    ///
    /// # Errors
    ///
    /// The loud answer, as there.
    pub(crate) fn of_a_library(text: &str, expected: &[&str]) -> Result<Self, Box<Response>> {
        Self::read(text, &[expected, &OF_LIBRARIES].concat())
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
