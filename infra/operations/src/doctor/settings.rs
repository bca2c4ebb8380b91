//! Checks of the stage's stored settings: its secrets, read by the functions' own code, and the brake.

use super::check::DoctorLine;
use crate::place::Place;
use app::secrets::sealing::Sealing;
use store::secrets::{ApiKeys, SecretFreshness, SecretsError};

/// Looks at each secret and at the brake.
pub(super) async fn checks(place: &Place) -> Vec<DoctorLine> {
    vec![
        entra_app(place).await,
        api_keys(place).await,
        sealing_keys(place).await,
        webhook_endpoints(place).await,
        brake(place).await,
    ]
}

/// Check of a secret that cannot be read: unknown if Secrets Manager refuses it, wrong if it is missing or malformed.
fn unreadable(check: &str, error: &SecretsError, to_do: &str) -> DoctorLine {
    match error {
        SecretsError::Unreadable { problem, .. } if problem != "ResourceNotFoundException" => {
            DoctorLine::unknown(
                check,
                error.to_string(),
                "look whether the operator's role may read the secret and use its key, and try again",
            )
        }
        SecretsError::Unreadable { name, .. } => {
            DoctorLine::wrong(check, format!("the secret {name} has no value"), to_do)
        }
        SecretsError::Malformed { .. } => DoctorLine::wrong(check, error.to_string(), to_do),
    }
}

async fn entra_app(place: &Place) -> DoctorLine {
    let name = "secret-entra-app";
    let to_do = "cargo ops credential rotate";
    let app = match place
        .secrets
        .entra_app(place.now(), SecretFreshness::Fresh)
        .await
    {
        Ok(app) => app,
        Err(error) => return unreadable(name, &error, to_do),
    };
    let problems = app
        .credentials
        .iter()
        .enumerate()
        .filter_map(|(number, stored)| {
            let error = app::secrets::credential::Presentable::of(stored).err()?;
            Some(format!("credentials[{number}]: {error}"))
        });
    let problems: Vec<_> = problems.collect();
    if problems.is_empty() {
        DoctorLine::ok(name, format!("credentials: {}", app.credentials.len()))
    } else {
        DoctorLine::wrong(name, problems.join(", "), to_do)
    }
}

async fn api_keys(place: &Place) -> DoctorLine {
    let name = "secret-api-keys";
    let to_do = "cargo ops api-key create";
    let entries = match place.secrets.entries::<ApiKeys>().await {
        Ok(entries) => entries.keys(),
        Err(error) => {
            return unreadable(
                name,
                &error,
                "write it anew: infra/README.md, Configuration",
            );
        }
    };
    let malformed = entries.iter().enumerate().filter(|(_, key)| key.is_none());
    let malformed: Vec<_> = malformed
        .map(|(number, _)| format!("keys[{number}]"))
        .collect();
    let now = place.now();
    let keys = entries.iter().flatten();
    let usable = keys
        .filter(|key| key.expires_at.is_none_or(|end| end > now))
        .count();
    if !malformed.is_empty() {
        return DoctorLine::wrong(
            name,
            format!("malformed, and opens nothing: {}", malformed.join(", ")),
            "make its holder a new key (cargo ops api-key create) and take the entry out of the secret",
        );
    }
    if usable == 0 {
        return DoctorLine::wrong(
            name,
            "no key works: the host application cannot call",
            to_do,
        );
    }
    DoctorLine::ok(name, format!("keys that work: {usable}"))
}

async fn sealing_keys(place: &Place) -> DoctorLine {
    let name = "secret-sealing-keys";
    let to_do =
        "cargo ops deploy makes the first key; put the former value back where there was one";
    match place.secrets.sealing_keys(place.now()).await {
        Ok(keys) => match Sealing::of(&keys) {
            Ok(_) => DoctorLine::ok(name, format!("keys: {}", keys.keys.len())),
            Err(error) => DoctorLine::wrong(name, error.to_string(), to_do),
        },
        Err(error) => unreadable(name, &error, to_do),
    }
}

async fn webhook_endpoints(place: &Place) -> DoctorLine {
    let name = "secret-webhook-endpoints";
    let to_do = "write it as functions/verify-api/README.md, Webhooks, says";
    let endpoints = match place.secrets.webhook_endpoints(place.now()).await {
        Ok(endpoints) => endpoints,
        Err(error) => return unreadable(name, &error, to_do),
    };
    let usable = endpoints.endpoints.len();
    if !endpoints.unusable.is_empty() {
        let unusable: Vec<_> = endpoints
            .unusable
            .iter()
            .map(domain::webhook::EndpointId::as_str)
            .collect();
        return DoctorLine::wrong(
            name,
            format!("cannot be used: {}", unusable.join(", ")),
            to_do,
        );
    }
    // A secret without a value is that of a stage without endpoints.
    if !endpoints.is_whole && usable > 0 {
        return DoctorLine::wrong(name, "an entry without a name cannot be used", to_do);
    }
    DoctorLine::ok(name, format!("endpoints: {usable}"))
}

async fn brake(place: &Place) -> DoctorLine {
    let name = "brake";
    let now = place.now();
    match place.store.list_brakes().await {
        Ok(brakes) => {
            let on = brakes.into_iter().filter(|(_, brake)| brake.is_on(now));
            let on: Vec<_> = on.map(|(cause, _)| cause).collect();
            if on.is_empty() {
                DoctorLine::ok(name, "no change of health is held back")
            } else {
                DoctorLine::wrong(
                    name,
                    format!("changes of health are held back for {}", on.join(", ")),
                    "find out whose fault it is: infra/RUNBOOK.md, brake-on",
                )
            }
        }
        Err(error) => DoctorLine::unknown(
            name,
            error.to_string(),
            "look whether the operator's role may read the table, and try again",
        ),
    }
}
