//! Abilities that types with secrets lack (`SECURITY.md`, Cryptography; T60): the compiler refuses this file when one of them
//! can be copied, written out or shown.

use app::{
    access::Rights,
    browser::NewCookie,
    host::{api_key::PresentedKey, registrations::InvitationWithToken},
    legs::AuthorizationResponse,
    secrets::sealing::Sealing,
};
use entra::{ClientCredential, TokenAnswer};
use secrecy::{
    SecretString,
    zeroize::{ZeroizeOnDrop, Zeroizing},
};
use std::fmt::{Debug, Display};
use store::{
    WebIdentity,
    secrets::{Credential, EntraApp, SealingKey, SealingKeys},
    system_users::SystemUserSecret,
};

/// Fails to compile when a type has a trait: then two implementations fit, and the compiler cannot choose.
macro_rules! lacks {
    ($bound:path: $($kind:ty),+ $(,)?) => {
        $({
            trait Chosen<A> {
                fn choose() {}
            }
            struct Found;
            impl<T: ?Sized> Chosen<()> for T {}
            impl<T: ?Sized + $bound> Chosen<Found> for T {}
            <$kind as Chosen<_>>::choose();
        })+
    };
}

#[test]
fn t60_a_secret_is_never_copied_written_out_or_shown() {
    lacks!(Clone: AuthorizationResponse, ClientCredential, Credential, EntraApp, InvitationWithToken, NewCookie, PresentedKey, Rights, Sealing,
        SealingKey, SealingKeys, SystemUserSecret, TokenAnswer, WebIdentity);
    lacks!(serde::Serialize: AuthorizationResponse, ClientCredential, Credential, EntraApp, InvitationWithToken, NewCookie, PresentedKey, Rights,
        Sealing, SealingKey, SealingKeys, SecretString, SystemUserSecret, TokenAnswer);
    lacks!(Display: AuthorizationResponse, ClientCredential, Credential, EntraApp, InvitationWithToken, NewCookie, PresentedKey, Rights, Sealing,
        SealingKey, SealingKeys, SecretString, SystemUserSecret, TokenAnswer);
    lacks!(Debug: AuthorizationResponse, Credential, EntraApp, NewCookie, PresentedKey, Rights, Sealing, WebIdentity);
}

#[test]
fn t60_what_is_shown_of_a_holder_has_no_secret() {
    let canary = || SecretString::from("canary");
    for credential in [
        ClientCredential::secret(canary()),
        ClientCredential::Federated(canary()),
    ] {
        let text = format!("{credential:?} {}", credential.id());
        assert!(!text.contains("canary"), "{text}");
    }
}

#[test]
fn t60_secrets_are_overwritten_when_they_are_dropped() {
    fn is_overwritten<T: ZeroizeOnDrop>() {}
    is_overwritten::<SecretString>();
    is_overwritten::<Zeroizing<Vec<u8>>>();
    is_overwritten::<Zeroizing<String>>();
}
