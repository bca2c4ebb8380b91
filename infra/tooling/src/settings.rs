//! The settings of a stage, tried before anything is deployed: by the code with which the functions read them when they start.

use crate::layout::Layout;
use anyhow::{Context, Result};
use bootstrap::config::{APP_PUBLISHER, ConfigError, Environment};
use std::collections::BTreeMap;
use yaml_rust2::{Yaml, YamlLoader};

/// Tries the values of all parameters of the template.
///
/// # Errors
/// When a function would refuse to start with one: one sentence with the parameter's name.
pub fn check(layout: &Layout, values: &BTreeMap<String, String>) -> Result<()> {
    let text = std::fs::read_to_string(layout.template())?;
    let documents = YamlLoader::load_from_str(&text)?;
    let template = documents.first().context("The template is empty.")?;
    let names = variables(template);
    let environment =
        Environment::from_lookup(|variable| values.get(names.get(variable)?).cloned());
    read(&environment).map_err(|error| {
        let mut text = format!("{:#}", anyhow::Error::from(error));
        for (variable, name) in names.iter().rev() {
            text = text.replace(variable, name);
        }
        anyhow::Error::msg(text)
    })
}

/// Reads what depends on parameters alone.
fn read(environment: &Environment) -> Result<(), ConfigError> {
    environment.version()?;
    let cloud = environment.cloud()?;
    environment.application()?;
    environment.manifest()?;
    environment.intervals(&cloud)?;
    environment.key_mode(&cloud)?;
    environment.brand()?;
    environment.booking_url()?;
    environment.outbound_addresses()?;
    environment.return_url_prefixes()?;
    environment.optional(APP_PUBLISHER).map(drop)
}

/// The variables of the functions that are a parameter each, with its name.
fn variables(template: &Yaml) -> BTreeMap<String, String> {
    let resources = template["Resources"].as_hash().into_iter().flatten();
    let own = resources.map(|(_, resource)| &resource["Properties"]);
    own.chain([&template["Globals"]["Function"]])
        .filter_map(|function| function["Environment"]["Variables"].as_hash())
        .flatten()
        .filter_map(|(variable, value)| Some((variable.as_str()?, parameter(value)?)))
        .filter(|(_, value)| !template["Parameters"][*value].is_badvalue())
        .map(|(variable, value)| (variable.to_owned(), value.to_owned()))
        .collect()
}

/// The name of a parameter, or that of the last choice of an `!If`.
fn parameter(value: &Yaml) -> Option<&str> {
    value.as_str().or_else(|| value.as_vec()?.last()?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stage;
    use test_case::test_case;

    fn checked(change: impl FnOnce(&mut BTreeMap<String, String>)) -> String {
        let layout = Layout::of_this_checkout().unwrap();
        let mut stage = stage::load(&layout, "example").unwrap();
        change(&mut stage.parameters);
        stage::parameters(&layout, "example", &stage)
            .and_then(|parameters| check(&layout, &parameters))
            .map_or_else(|error| error.to_string(), |()| "taken".to_owned())
    }

    #[test]
    fn the_example_stage_is_taken() {
        assert_eq!(checked(|_| ()), "taken");
    }

    #[test_case("AccentColour", "#ffcc00", "darker"; "a colour on which nothing white can be read")]
    #[test_case("AccentColour", "teal", "#rrggbb"; "the name of a colour")]
    #[test_case("LogoUrl", "https://*.example.com/logo.svg", "https URL"; "a logo of many hosts")]
    #[test_case("PrivacyUrl", "https://user@www.example.com/", "https URL"; "a user for privacy")]
    #[test_case("SecurityUrl", "http://www.example.com/", "https URL"; "http for security")]
    #[test_case("CompanyName", " ", "missing"; "no company")]
    #[test_case("SupportContact", "call us", "mail address"; "words for support")]
    #[test_case("BookingUrl", "booking.example.com", "https URL"; "no scheme")]
    #[test_case("OutboundAddresses", "registration.example", "IP address"; "the name of a host")]
    #[test_case("ReturnUrlPrefixes", "https://app.example.com/back", "slash"; "no closing slash")]
    #[test_case("EntraClientId", "cooperlink", "GUID"; "no client id")]
    #[test_case("KeyMode", "both", "live or test"; "two modes")]
    #[test_case("MicrosoftCloud", "Global", "global"; "another case")]
    #[test_case("VerifyIntervalSeconds", "60", "shorten"; "too often")]
    #[test_case("PermissionSetDeclared", "0", "from 1"; "no set")]
    fn a_parameter_that_stops_the_functions_is_named(name: &str, value: &str, why: &str) {
        let said = checked(|parameters| {
            parameters.insert(name.to_owned(), value.to_owned());
        });
        assert!(said.contains(name) && said.contains(why), "{said}");
    }
}
