//! Our credentials towards Microsoft as the operator changes them.

use super::{
    Credential, EntraApp, SecretsError,
    entries::{Entries, ListSecret, Member},
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use serde_json::json;

impl ListSecret for EntraApp {
    const NAME: &'static str = "entra-app";
    const MEMBER: Member = Member::Credentials;
}

/// A certificate as it is written.
#[derive(Serialize)]
struct NewCertificate<'a> {
    kind: &'static str,
    certificate_pem: &'a str,
    private_key_pem: &'a str,
}

impl Entries<EntraApp> {
    /// The credential of each entry, in the order they are presented in; `None` for one that is malformed or of an unknown kind.
    pub fn credentials(&self) -> Vec<Option<Credential>> {
        let read = |text: &str| strict_json::parse(text.as_bytes()).ok();
        let is_known = |credential: &Credential| !matches!(credential, Credential::Unknown);
        let entries = self.list.iter();
        entries
            .map(|entry| read(entry.get()).filter(is_known))
            .collect()
    }

    /// Adds the federated credential, which has no value, behind the others.
    ///
    /// # Errors
    /// [`SecretsError::Malformed`] when it cannot be written as JSON.
    pub fn add_federated(&mut self) -> Result<(), SecretsError> {
        self.push(&json!({"kind": "federated"}))
    }

    /// Adds a certificate with its PKCS#8 key, both PEM, behind the others.
    ///
    /// # Errors
    /// [`SecretsError::Malformed`] when it cannot be written as JSON.
    pub fn add_certificate(
        &mut self,
        certificate_pem: &str,
        private_key_pem: &SecretString,
    ) -> Result<(), SecretsError> {
        self.push(&NewCertificate {
            kind: "certificate",
            certificate_pem,
            private_key_pem: private_key_pem.expose_secret(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::parse_entra_app;

    #[test]
    fn a_certificate_that_is_added_is_read_by_the_functions() {
        let stored = r#"{"credentials":[{"kind":"secret","secret":"x"},{"kind":"unknown"}]}"#;
        let mut entries = Entries::<EntraApp>::parse(stored).unwrap();
        let is_read: Vec<_> = entries.credentials().iter().map(Option::is_some).collect();
        assert_eq!(is_read, [true, false]);
        entries.keep(|place| place == 0);
        let key = SecretString::from("key\n");
        entries.add_certificate("certificate\n", &key).unwrap();
        entries.put_first(1);
        let text = entries.into_text().unwrap();
        let app = parse_entra_app("entra-app", text.expose_secret()).unwrap();
        let [first, Credential::Secret { .. }] = app.credentials.as_slice() else {
            panic!("a certificate and a secret");
        };
        let Credential::Certificate {
            certificate_pem,
            private_key_pem,
        } = first
        else {
            panic!("a certificate");
        };
        assert_eq!(certificate_pem, "certificate\n");
        assert_eq!(private_key_pem.expose_secret(), "key\n");
    }

    #[test]
    fn a_federated_credential_that_is_added_is_read_by_the_functions() {
        let stored = r#"{"credentials":[{"kind":"secret","secret":"x"}]}"#;
        let mut entries = Entries::<EntraApp>::parse(stored).unwrap();
        entries.add_federated().unwrap();
        let text = entries.into_text().unwrap();
        let app = parse_entra_app("entra-app", text.expose_secret()).unwrap();
        assert!(matches!(
            app.credentials.as_slice(),
            [Credential::Secret { .. }, Credential::Federated]
        ));
    }

    #[test]
    fn t67_a_list_under_another_name_is_no_list_of_credentials() {
        for text in [r#"{"keys":[]}"#, r#"{"credentials":[],"keys":[]}"#, "[]"] {
            assert!(Entries::<EntraApp>::parse(text).is_err(), "{text}");
        }
    }
}
