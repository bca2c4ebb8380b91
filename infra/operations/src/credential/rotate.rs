//! `cargo ops credential rotate`. Where it stands is read from the secret and from Entra each time, so that it goes on where it was
//! stopped:
//!
//! 1. A certificate is made and stored behind the others: it is presented where Entra refuses those before it.
//! 2. A person uploads its public half to Entra.
//! 3. Once Entra takes it at home, it is put first; a federated credential that is first stays before it.
//! 4. Those behind it are removed one by one, with `cargo ops credential remove`.
//!
//! The private key is in the memory of this process and in the secret alone.

use super::{Own, find, own, taken_within};
use crate::change::change;
use crate::output::CommandOutput;
use crate::place::Place;
use anyhow::{Context as _, Result, bail};
use app::secrets::credential::CredentialAnswer;
use bootstrap::clock::SystemClock;
use clap::Args;
use entra::FEDERATED;
use jiff::{SignedDuration, Timestamp};
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use secrecy::SecretString;
use serde::Serialize;
use serde_json::json;
use std::path::PathBuf;
use std::time::Duration;
use store::secrets::{EntraApp, Entries};
use time::OffsetDateTime;
use tooling::layout::Layout;
use tooling::progress::Step;

/// A certificate that is younger is the one that this rotation is about.
const UNDER_WAY: SignedDuration = SignedDuration::from_hours(30 * 24);

#[derive(Args, Serialize)]
pub(crate) struct RotateOptions {
    /// Waits until Entra takes the certificate, and puts it first
    #[arg(long)]
    wait: bool,
    /// Minutes to wait at most
    #[arg(long, value_name = "NUMBER", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=1440))]
    minutes: u64,
    /// Makes another certificate although one was made within the last 30 days. Leave it out to go on
    #[arg(long)]
    new: bool,
    /// Days that a new certificate is good for
    #[arg(long, value_name = "NUMBER", default_value_t = 365, value_parser = clap::value_parser!(i64).range(31..=730))]
    days: i64,
}

/// Makes a certificate, or goes on with the one that was made.
///
/// # Errors
/// When none can be made or stored, or Entra does not take it in time.
pub(super) async fn run(place: &Place, options: &RotateOptions) -> Result<CommandOutput> {
    let (app, home) = place.entra_app()?;
    let id = match under_way(&own(&place.secrets.entries().await?), place.now()) {
        Some(found) if !options.new => found.id.clone(),
        _ => make(place, options.days).await?,
    };
    let mut stored = own(&place.secrets.entries().await?);
    stored.retain(|own| own.id != FEDERATED);
    let at = stored.iter().position(|own| own.id == id);
    let at = at.context("The certificate was removed meanwhile")?;
    let new = stored.remove(at);
    let presentable = new.presentable.context("The certificate cannot be used")?;
    let credential = presentable
        .stored()
        .context("The certificate cannot be used")?;
    let file = write(
        place,
        &id,
        new.certificate_pem.as_deref().unwrap_or_default(),
    )?;
    let mut shown = CommandOutput::new(json!({
        "id": id,
        "ends_at": presentable.ends_at(),
        "certificate_file": file,
        "is_first": at == 0,
        "behind": stored.iter().map(|own| &own.id).collect::<Vec<_>>(),
    }));
    let upload = upload(place, &app, &id, &file);
    let is_taken = matches!(
        home.try_out(credential, &SystemClock).await,
        CredentialAnswer::Taken
    );
    if !options.wait {
        if at == 0 && is_taken {
            shown.line(format!(
                "The certificate {id} is the first of those that are stored already."
            ));
            after(&mut shown, place, &stored);
        } else {
            for line in &upload {
                shown.line(line);
            }
        }
        return Ok(shown);
    }
    if !is_taken {
        eprintln!("{}", upload.join("\n"));
    }
    let step = Step::start("Waiting until Entra takes the certificate");
    let patience = Duration::from_secs(options.minutes * 60);
    if let Err(answer) = taken_within(&home, credential, patience).await {
        bail!(
            "Entra does not take the certificate {id} after {} minutes ({answer}), so the order stays as it is.\n{}",
            options.minutes,
            upload.join("\n")
        );
    }
    step.done();
    change(place, |entries: &mut Entries<EntraApp>| {
        let is_federated_first = own(entries).first().is_some_and(|own| own.id == FEDERATED);
        let at = find(entries, &id)?;
        entries.put_first(at);
        if is_federated_first {
            entries.put_first(1);
        }
        Ok(())
    })
    .await?;
    shown.json["is_first"] = true.into();
    shown.line(format!(
        "Entra takes the certificate {id}, and it is the first of those that are stored. The functions present it so within five minutes."
    ));
    after(&mut shown, place, &stored);
    Ok(shown)
}

/// The newest certificate, where it is of this rotation.
fn under_way(own: &[Own], now: Timestamp) -> Option<&Own> {
    let newest = own
        .iter()
        .filter(|own| own.certificate_pem.is_some() && own.presentable.is_some())
        .max_by_key(|own| own.begins_at())?;
    newest
        .begins_at()
        .filter(|begins| now < *begins + UNDER_WAY)
        .map(|_| newest)
}

/// Makes a certificate and stores it behind the others; gives its id.
async fn make(place: &Place, days: i64) -> Result<String> {
    let step = Step::start("Making a key and its certificate");
    let now = place.now();
    let instant = |at: Timestamp| OffsetDateTime::from_unix_timestamp(at.as_second());
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)?;
    let mut certificate = CertificateParams::default();
    let name = format!("cooperlink-registration-{}", place.stage);
    certificate
        .distinguished_name
        .push(DnType::CommonName, name);
    certificate.not_before = instant(now)?;
    certificate.not_after = instant(now + SignedDuration::from_hours(days * 24))?;
    let certificate = certificate.self_signed(&key)?.pem();
    let key = SecretString::from(key.serialize_pem());
    let id = change(place, |entries: &mut Entries<EntraApp>| {
        entries.add_certificate(&certificate, &key)?;
        let added = own(entries).pop().filter(|own| own.presentable.is_some());
        Ok(added.context("The certificate cannot be used")?.id)
    })
    .await?;
    step.done();
    Ok(id)
}

/// Writes the public half to a file; gives its name.
fn write(place: &Place, id: &str, certificate_pem: &str) -> Result<PathBuf> {
    let layout = Layout::of_this_checkout()?;
    let file = layout.dev().join(format!("entra-{}-{id}.pem", place.stage));
    std::fs::create_dir_all(layout.dev())?;
    std::fs::write(&file, certificate_pem)
        .with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

/// Lines that say what to do in Entra.
fn upload(place: &Place, app: &str, id: &str, file: &std::path::Path) -> Vec<String> {
    vec![
        format!("The certificate {id} is stored behind the others. Upload its public half to Entra,"),
        "as an Application Administrator of the home tenant:".to_owned(),
        String::new(),
        format!(
            "az ad app credential reset --id {app} --append --cert @{}",
            file.display()
        ),
        String::new(),
        "Without --append every other credential ends at once. By hand: Entra admin center, App registrations, All".to_owned(),
        format!("applications, {app}, Certificates & secrets, Certificates, Upload certificate."),
        "Then wait until Entra takes it, which may last minutes, and put it first:".to_owned(),
        String::new(),
        format!("cargo ops credential rotate --wait --stage {}", place.stage),
    ]
}

/// Says what is left to do once the certificate is first.
fn after(shown: &mut CommandOutput, place: &Place, behind: &[Own]) {
    if behind.is_empty() {
        shown.line("There is no other one; the rotation is over.");
        return;
    }
    shown.line("Remove those behind it:");
    for own in behind {
        shown.line(format!(
            "cargo ops credential remove {} --stage {}",
            own.id, place.stage
        ));
    }
}
