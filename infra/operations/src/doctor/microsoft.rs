//! Checks of Entra: that it redirects people back to our address, and accepts our credentials in our own tenant.

use super::check::DoctorLine;
use super::outside::{SOON_DAYS, days_until};
use crate::credential::federated;
use crate::place::Place;
use anyhow::{Context, Result};
use app::secrets::credential::{CredentialAnswer, CredentialKind, Home, Presentable};
use bootstrap::clock::SystemClock;
use bootstrap::config::Environment;
use domain::ids::TenantId;
use entra::{Authority, AuthorizeRequest, Entra, Prompt};
use secrecy::SecretString;
use std::time::Duration;
use store::secrets::{self, Credential};
use tokio::time::timeout;
use tooling::layout::Layout;
use url::Url;

/// Longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// Entra's error for a redirect URI that is not registered.
/// <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>
const OTHER_REDIRECT_URI: &str = "50011";
/// Entra's error for an application that is not in the directory.
const UNKNOWN_APPLICATION: &str = "700016";
/// Entra's error for a tenant that does not exist.
const UNKNOWN_TENANT: &str = "90002";

/// Remedy for a credential that does not serve, or not for long.
const REPLACE: &str = "cargo ops credential list, cargo ops credential rotate";

/// Our application, as Entra knows it.
struct Application {
    entra: Entra,
    client: reqwest::Client,
    home: Home,
    home_tenant: TenantId,
    redirect_uri: Url,
}

impl Application {
    fn new(environment: &Environment<'_>, address: &str) -> Result<Self> {
        let cloud = environment.cloud()?;
        let application = environment.application()?;
        let client = entra::http_client_builder(&cloud).build()?;
        let redirect_uri = Url::parse(address).and_then(|address| address.join("/callback"));
        let entra = Entra::new(entra::http_client(&cloud)?, cloud, application.client_id);
        Ok(Self {
            home: Home::new(entra.clone(), application.home_tenant),
            entra,
            client,
            home_tenant: application.home_tenant,
            redirect_uri: redirect_uri.context("the stage has no address")?,
        })
    }
}

/// Makes the checks of Entra from its answers to requests without a session and without a person.
pub(super) async fn checks(
    layout: &Layout,
    place: &Place,
    environment: &Environment<'_>,
    address: &str,
) -> Vec<DoctorLine> {
    let application = match Application::new(environment, address) {
        Ok(application) => application,
        Err(error) => {
            return vec![DoctorLine::wrong(
                "redirect-uri",
                format!("the settings of the functions cannot be used: {error:#}"),
                "correct the stage's file and deploy",
            )];
        }
    };
    let mut checks = vec![application.redirect_uri().await];
    // What is wrong with the secret itself is a check of its own.
    let stored = place
        .secrets
        .entra_app(place.now(), secrets::SecretFreshness::Cached);
    if let Ok(stored) = stored.await {
        for (number, credential) in stored.credentials.iter().enumerate() {
            let name = format!("credential-{}", number + 1);
            checks.push(match credential {
                Credential::Federated => judge_roles(&name, &federated::trial(layout, place).await),
                stored => application.credential(&name, stored).await,
            });
        }
    }
    if checks.len() == 1 {
        checks.push(DoctorLine::unknown(
            "credential",
            "there is none that could be presented",
            REPLACE,
        ));
    }
    checks
}

impl Application {
    /// Asks for a sign-in without a page. As no person is signed in, Entra redirects with an error to the redirect URI if it
    /// knows it; for an unknown address it shows a page with the error number instead.
    /// <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow>
    async fn redirect_uri(&self) -> DoctorLine {
        let name = "redirect-uri";
        let nobodys = SecretString::from("0".repeat(43));
        let url = self.entra.authorize_url(&AuthorizeRequest {
            authority: Authority::Tenant(self.home_tenant),
            redirect_uri: &self.redirect_uri,
            scope: "openid",
            state: &nobodys,
            nonce: &nobodys,
            code_verifier: &nobodys,
            prompt: Some(Prompt::None),
            login_hint: None,
            claims: None,
        });
        let asked = async {
            let answer = self.client.get(url).send().await?;
            let location = answer.headers().get("location");
            let location = location.and_then(|location| location.to_str().ok());
            let location = location.unwrap_or_default().to_owned();
            Ok::<_, reqwest::Error>((location, answer.text().await?))
        };
        match timeout(PATIENCE, asked).await {
            Ok(Ok((location, page))) => judge_sign_in(&self.redirect_uri, &location, &page),
            Ok(Err(_)) | Err(_) => {
                DoctorLine::unknown(name, "Microsoft's sign-in page did not answer", "try again")
            }
        }
    }

    async fn credential(&self, name: &str, stored: &Credential) -> DoctorLine {
        let usable = Presentable::of(stored).ok();
        let presented = usable.as_ref().and_then(Presentable::stored);
        let (Some(usable), Some(presented)) = (&usable, presented) else {
            return DoctorLine::wrong(name, "it cannot be used", REPLACE);
        };
        match timeout(PATIENCE, self.home.try_out(presented, &SystemClock)).await {
            Ok(CredentialAnswer::Taken) => judge_end(name, usable),
            Ok(CredentialAnswer::Refused(code)) => {
                DoctorLine::wrong(name, format!("our own tenant refuses it ({code})"), REPLACE)
            }
            Ok(CredentialAnswer::Unknown(answer)) => DoctorLine::unknown(name, answer, "try again"),
            Err(_) => DoctorLine::unknown(name, "the token endpoint did not answer", "try again"),
        }
    }
}

/// Judges the answer of our own tenant to the roles of the functions.
fn judge_roles(name: &str, trial: &CredentialAnswer) -> DoctorLine {
    match trial {
        CredentialAnswer::Taken => {
            DoctorLine::ok(name, "the functions' roles are accepted at home; no end")
        }
        CredentialAnswer::Refused(reason) => DoctorLine::wrong(
            name,
            reason.as_str(),
            "cargo ops credential federate enables it and says what Entra needs",
        ),
        CredentialAnswer::Unknown(reason) => {
            DoctorLine::unknown(name, reason.as_str(), "try again")
        }
    }
}

/// Judges Entra's answer to a sign-in request without a person.
fn judge_sign_in(redirect_uri: &Url, location: &str, page: &str) -> DoctorLine {
    let name = "redirect-uri";
    let to_do = "compare the Entra application with cargo ops entra-app: infra/entra-app/README.md";
    if let Ok(sent_to) = Url::parse(location)
        && sent_to.origin() == redirect_uri.origin()
        && sent_to.path() == redirect_uri.path()
    {
        let error = sent_to.query_pairs().find(|(name, _)| name == "error");
        let error = error.map(|(_, error)| error.into_owned());
        return match error.as_deref() {
            // Nobody is signed in, or the one who is may not go on without a page.
            Some("login_required" | "interaction_required" | "consent_required") => {
                DoctorLine::ok(name, format!("Entra leads back to {redirect_uri}"))
            }
            Some(error) => {
                DoctorLine::wrong(name, format!("Entra refuses the sign-in: {error}"), to_do)
            }
            None => DoctorLine::unknown(name, "Entra answers without an error", "try again"),
        };
    }
    match aadsts(page) {
        Some(OTHER_REDIRECT_URI) => DoctorLine::wrong(
            name,
            format!("Entra does not know the address {redirect_uri} (AADSTS50011)"),
            "add it to the redirect URIs (web) of the Entra application: infra/entra-app/README.md",
        ),
        Some(UNKNOWN_APPLICATION) => DoctorLine::wrong(
            name,
            "our tenant does not know the application (AADSTS700016)",
            "correct EntraClientId or EntraHomeTenantId in the stage's file, and deploy",
        ),
        Some(UNKNOWN_TENANT) => DoctorLine::wrong(
            name,
            "Entra knows no such tenant (AADSTS90002)",
            "correct EntraHomeTenantId in the stage's file, and deploy",
        ),
        Some(number) => DoctorLine::unknown(name, format!("Entra answers AADSTS{number}"), to_do),
        None => DoctorLine::unknown(name, "Entra's answer is not known", "try again"),
    }
}

/// The first error number on a page of Entra.
fn aadsts(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("AADSTS")?;
    let end = rest.find(|character: char| !character.is_ascii_digit());
    let number = rest.get(..end.unwrap_or(rest.len()))?;
    (!number.is_empty()).then_some(number)
}

/// Judges the end of a credential that Entra accepts.
fn judge_end(name: &str, usable: &Presentable) -> DoctorLine {
    let kind = match usable.kind() {
        CredentialKind::Secret => "client secret",
        CredentialKind::Certificate => "certificate",
        CredentialKind::Federated => "role",
    };
    let ends_at = usable.ends_at().map(jiff::Timestamp::as_second);
    let now = domain::clock::Clock::now(&SystemClock);
    match ends_at.map(|end| days_until(end, now)) {
        Some(days) if days < SOON_DAYS => DoctorLine::wrong(
            name,
            format!("the {kind} is accepted at home; {days} days left"),
            REPLACE,
        ),
        Some(days) => DoctorLine::ok(
            name,
            format!("the {kind} is accepted at home; {days} days left"),
        ),
        None => DoctorLine::ok(
            name,
            format!("the {kind} is accepted at home; its end is not kept (not_after)"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::check::LineOutcome;
    use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, date_time_ymd};
    use test_case::test_case;

    #[test_case("https://connect.example.com/callback?error=login_required&state=0", "", LineOutcome::Ok; "nobody is signed in")]
    #[test_case("https://connect.example.com/callback?error=unsupported_response_type", "", LineOutcome::Wrong; "another error")]
    #[test_case("https://connect.example.com/callback?code=1", "", LineOutcome::Unknown; "a code that nobody asked for")]
    #[test_case("https://elsewhere.example.com/callback?error=login_required", "", LineOutcome::Unknown; "led elsewhere")]
    #[test_case("", "<p>AADSTS50011: The redirect URI", LineOutcome::Wrong; "unknown redirect uri")]
    #[test_case("", "\"AADSTS700016\"", LineOutcome::Wrong; "unknown application")]
    #[test_case("", "AADSTS90002", LineOutcome::Wrong; "unknown tenant")]
    #[test_case("", "AADSTS500113 x", LineOutcome::Unknown; "another number")]
    #[test_case("", "AADSTS", LineOutcome::Unknown; "no number")]
    #[test_case("", "Sign in to your account", LineOutcome::Unknown; "a page")]
    #[test_case("", "", LineOutcome::Unknown; "nothing")]
    fn a_sign_in_page_tells_whether_the_address_is_known(
        location: &str,
        page: &str,
        expected: LineOutcome,
    ) {
        let redirect_uri = Url::parse("https://connect.example.com/callback").unwrap();
        let check = judge_sign_in(&redirect_uri, location, page);
        assert_eq!(check.outcome, expected, "{}", check.says);
    }

    #[test_case(&CredentialAnswer::Taken, LineOutcome::Ok; "taken")]
    #[test_case(&CredentialAnswer::Refused("AADSTS700213, its subject is arn:x".to_owned()), LineOutcome::Wrong; "another subject")]
    #[test_case(&CredentialAnswer::Unknown("a function did not answer".to_owned()), LineOutcome::Unknown; "not asked")]
    fn roles_are_judged_by_what_the_functions_heard(
        trial: &CredentialAnswer,
        expected: LineOutcome,
    ) {
        let check = judge_roles("credential-1", trial);
        assert_eq!(check.outcome, expected);
        if let Some(reason) = trial.reason() {
            assert_eq!(check.says, reason);
        }
    }

    #[test_case(1999, LineOutcome::Wrong; "ended")]
    #[test_case(2999, LineOutcome::Ok; "a long way off")]
    fn the_end_of_a_certificate_is_read(year: i32, expected: LineOutcome) {
        let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
        let mut params = CertificateParams::new(vec!["connect.example.com".to_owned()]).unwrap();
        params.not_before = date_time_ymd(1990, 1, 1);
        params.not_after = date_time_ymd(year, 1, 1);
        let certificate_pem = params.self_signed(&key).unwrap().pem();
        let stored = Credential::Certificate {
            certificate_pem,
            private_key_pem: SecretString::from(key.serialize_pem()),
        };
        let check = judge_end("credential-1", &Presentable::of(&stored).unwrap());
        assert_eq!(check.outcome, expected, "{}", check.says);
        assert!(check.says.contains("days left"), "{}", check.says);
    }
}
