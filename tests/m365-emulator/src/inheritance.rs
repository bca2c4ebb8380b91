//! Inheritance of tenant files, which contain only the differences from `all-well`.
//!
//! With `inherits = "all-well"`, `number` and `domain`, a file takes over ids, domains, addresses and names of the base, with
//! that number and that domain in place of the base's, and its own values replace the base's. People, groups and sites replace
//! those with the same user principal name, name or path, and are added if there is none; an empty list leaves none.

use serde::de::Error as _;
use toml::de::Error;
use toml::{Table, Value};

const BASE: &str = "all-well";
/// The base's own domain, the beginning of its id, and its number, as they stand in its text.
const DOMAIN: &str = "contoso";
const ID_OF_TENANT: &str = "e0000000-0000-4000-8000-0000000000";
const NUMBER: &str = "01";

/// Lists whose entries replace each other, with the member that names an entry.
const NAMED: [(&str, &str); 3] = [
    ("users", "user_principal_name"),
    ("groups", "display_name"),
    ("sites", "path"),
];

/// The complete tenant file, with the inherited values from the text of the base.
///
/// # Errors
///
/// A file that is not TOML, inherits from another file, or has no number or domain.
pub(crate) fn complete(file: &str, text: &str, base: &str) -> Result<Table, Error> {
    let mut own: Table = toml::from_str(text)?;
    let Some(inherits) = own.remove("inherits") else {
        let more = own.remove("only_here");
        put_over(&mut own, table(more));
        return Ok(own);
    };
    let number = own.remove("number").and_then(|number| number.as_integer());
    let domain = own.remove("domain");
    let domain = domain.as_ref().and_then(Value::as_str);
    let (Some(BASE), Some(number), Some(domain)) = (inherits.as_str(), number, domain) else {
        let message = format!("{file} inherits from {BASE}, and needs number and domain for that");
        return Err(Error::custom(message));
    };
    let base = base
        .replace(
            &format!("{ID_OF_TENANT}{NUMBER}"),
            &format!("{ID_OF_TENANT}{number:02}"),
        )
        .replace(&format!("e0{NUMBER}0000-"), &format!("e0{number:02}0000-"))
        .replace(DOMAIN, domain);
    let mut whole: Table = toml::from_str(&base)?;
    whole.remove("only_here");
    whole.insert("key".to_owned(), file.into());
    put_over(&mut whole, own);
    Ok(whole)
}

fn table(value: Option<Value>) -> Table {
    match value {
        Some(Value::Table(table)) => table,
        Some(_) | None => Table::new(),
    }
}

fn put_over(whole: &mut Table, own: Table) {
    for (key, value) in own {
        let name = NAMED.iter().find(|(list, _)| *list == key);
        match (name, whole.get_mut(&key), value) {
            (Some((_, name)), Some(Value::Array(entries)), Value::Array(more))
                if !more.is_empty() =>
            {
                for entry in more {
                    put_entry(entries, name, table(Some(entry)));
                }
            }
            (_, _, value) => {
                whole.insert(key, value);
            }
        }
    }
}

fn put_entry(entries: &mut Vec<Value>, name: &str, entry: Table) {
    let same = entries
        .iter_mut()
        .filter_map(Value::as_table_mut)
        .find(|before| before.get(name) == entry.get(name));
    match same {
        Some(before) => before.extend(entry),
        None => entries.push(Value::Table(entry)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL_WELL: &str = include_str!("../tenants/all-well.toml");

    #[test]
    fn a_file_says_only_what_differs() {
        let text = r#"
            inherits = "all-well"
            number = 7
            domain = "proseware"
            display_name = "Proseware"
            users = [{ user_principal_name = "pat@proseware.example", licences = [] }, { user_principal_name = "new@proseware.example" }]
            groups = []
        "#;
        let whole = complete("some", text, ALL_WELL).unwrap();
        let id = "e0000000-0000-4000-8000-000000000007";
        assert_eq!(whole["tenant_id"].as_str(), Some(id));
        assert_eq!(whole["key"].as_str(), Some("some"));
        assert_eq!(
            whole["sharepoint_host"].as_str(),
            Some("proseware.sharepoint.com")
        );
        let users = whole["users"].as_array().unwrap();
        assert_eq!(users.len(), 4);
        assert_eq!(
            users[2]["id"].as_str(),
            Some("e0070000-0000-4000-8000-000000000003")
        );
        assert_eq!(users[2]["licences"].as_array().map(Vec::len), Some(0));
        assert_eq!(users[2]["display_name"].as_str(), Some("Pat Reed"));
        assert_eq!(whole["groups"].as_array().map(Vec::len), Some(0));
        assert!(!whole.contains_key("only_here") && !whole.contains_key("invite_sites"));
    }

    #[test]
    fn the_base_itself_has_what_is_only_there() {
        let whole = complete(BASE, ALL_WELL, ALL_WELL).unwrap();
        assert_eq!(whole["sites"].as_array().map(Vec::len), Some(3));
        assert_eq!(
            whole["sites"][0]["libraries"].as_array().map(Vec::len),
            Some(2)
        );
    }

    #[test]
    fn an_heir_of_another_file_or_without_a_number_is_wrong() {
        for text in [r#"inherits = "home""#, r#"inherits = "all-well""#] {
            complete("some", text, ALL_WELL).unwrap_err();
        }
    }
}
