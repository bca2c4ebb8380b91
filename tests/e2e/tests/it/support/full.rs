//! A complete registration: administrator, system user, sites and libraries.

use crate::{
    journeys::administrator::{connect, report_where, result},
    support::{
        person::{Page, Person},
        stack::{HostApp, Stack},
        tenant::Tenant,
        walked::connect_system_user,
    },
};
use serde_json::Value;
use url::Url;

/// A new tenant whose administrator and system user are connected.
pub(crate) struct Full {
    pub(crate) tenant: Tenant,
    pub(crate) host_app: HostApp,
    /// The registration's id.
    pub(crate) id: String,
    /// The administrator's link.
    pub(crate) link: Url,
    /// The administrator, in the browser in which everything was connected.
    pub(crate) person: Person,
}

impl Full {
    /// A tenant in which all is well, connected and healthy.
    pub(crate) async fn healthy(stack: &Stack) -> Self {
        let tenant = Tenant::like(stack, "all-well").await;
        let body = tenant.registration_in_full();
        let full = Self::connected(stack, tenant, &body).await;
        full.wait_for_health("healthy").await;
        full
    }

    /// Connects a tenant by this registration.
    pub(crate) async fn connected(stack: &Stack, tenant: Tenant, body: &Value) -> Self {
        let host_app = stack.host_app();
        let (id, link) = host_app.register(body).await;
        let mut person = Person::new(stack);
        connect(&mut person, &link, &tenant.administrator).await;
        let page = person.open(&link).await;
        let arrived = connect_system_user(&mut person, &page, &tenant).await;
        assert_eq!(arrived.url, link, "{}", arrived.text());
        let full = Self {
            tenant,
            host_app,
            id,
            link,
            person,
        };
        full.report_where(|report| said(report, "system-user-connected") == "pass")
            .await;
        full
    }

    /// The registration as the API shows it.
    pub(crate) async fn seen(&self) -> Value {
        let path = format!("/v1/registrations/{}", self.id);
        self.host_app.get(&path).await.expect(200)
    }

    /// The registration, once its health is this.
    pub(crate) async fn wait_for_health(&self, wanted: &str) -> Value {
        let holds = |seen: &Value| seen["health"]["status"] == wanted;
        self.host_app.wait_for(&self.id, wanted, holds).await
    }

    /// The latest report, once `holds` accepts it.
    pub(crate) async fn report_where(&self, holds: impl Fn(&Value) -> bool) -> Value {
        report_where(&self.host_app, &self.id, holds).await
    }

    /// A report made now.
    pub(crate) async fn verify(&self) -> Value {
        self.host_app.verify(&self.id).await
    }

    /// The kept reports, newest first.
    pub(crate) async fn history(&self) -> Vec<Value> {
        let path = format!("/v1/registrations/{}/verifications?limit=100", self.id);
        let page = self.host_app.get(&path).await.expect(200);
        page["items"].as_array().cloned().unwrap_or_default()
    }

    /// Changes a property of the system user's account.
    pub(crate) async fn change_system_user(&self, body: &Value) {
        let path = format!("/users/{}", self.tenant.system_user);
        self.tenant.command("POST", &path, body).await;
    }
}

/// Verdict of a check in a report and, if there is a finding, its code.
pub(crate) fn said(report: &Value, check: &str) -> String {
    let result = result(report, check);
    let verdict = result["verdict"].as_str().unwrap_or("absent");
    match result["finding"]["code"].as_str() {
        Some(code) => format!("{verdict} {code}"),
        None => verdict.to_owned(),
    }
}

/// Checks of a report that do not pass, with their verdicts.
pub(crate) fn not_passing(report: &Value) -> Vec<(String, String)> {
    let results = report["results"].as_array().into_iter().flatten();
    results
        .filter(|result| result["verdict"] != "pass")
        .map(|result| {
            let check = result["check"].as_str().unwrap_or_default();
            (check.to_owned(), said(report, check))
        })
        .collect()
}

/// Presses a button that leads to Microsoft, and the account there.
pub(crate) async fn sign_in_as(
    person: &mut Person,
    page: &Page,
    button: &str,
    account: &str,
) -> Page {
    let accounts = person.press(page, button).await;
    choose(person, &accounts, account).await
}

/// Presses an account on Microsoft's page, whether or not it is proposed.
pub(crate) async fn choose(person: &mut Person, accounts: &Page, account: &str) -> Page {
    if accounts.find_form(account).is_some() {
        return person.press(accounts, account).await;
    }
    let all = person.follow(accounts, "Use another account").await;
    person.press(&all, account).await
}
