//! An administrator at the access page.

use crate::{
    journeys::administrator::{connect, sign_in},
    support::{
        person::{Form, Page, Person},
        stack::{HostApp, Stack},
        tenant::Tenant,
    },
};
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

/// An administrator at the access page.
pub(crate) struct Access {
    pub(crate) tenant: Tenant,
    pub(crate) host_app: HostApp,
    /// The registration's id.
    pub(crate) id: String,
    /// The administrator's link.
    pub(crate) link: Url,
    pub(crate) person: Person,
}

impl Access {
    /// Connects a tenant like that one by its administrator, without opening the access page.
    pub(crate) async fn connected(key: &str) -> Self {
        let stack = Stack::load();
        let tenant = Tenant::like(stack, key).await;
        let host_app = stack.host_app();
        let (id, link) = host_app.register(&tenant.registration_in_full()).await;
        let mut person = Person::new(stack);
        connect(&mut person, &link, &tenant.administrator).await;
        Self {
            tenant,
            host_app,
            id,
            link,
            person,
        }
    }

    /// Connects a tenant like that one and opens the access page with the rights to assign, and also to switch if
    /// `with_switch` asks for it.
    pub(crate) async fn opened(key: &str, with_switch: bool) -> (Self, Page) {
        let mut access = Self::connected(key).await;
        let page = access.sign_in(with_switch).await;
        (access, page)
    }

    /// The page's address.
    pub(crate) fn address(&self) -> Url {
        Url::parse(&format!("{}/access", self.link)).expect("an address")
    }

    /// Opens the page.
    pub(crate) async fn look(&mut self) -> Page {
        let address = self.address();
        self.person.open(&address).await
    }

    /// Leaves for Microsoft, accepts there for this account alone, and returns.
    pub(crate) async fn sign_in(&mut self, with_switch: bool) -> Page {
        let page = self.look().await;
        if with_switch {
            let review = self.sign_in_to_switch(&page).await;
            assert!(review.field("state").is_some(), "{}", review.text());
            return self.look().await;
        }
        let consent = self.post(&page, "sign-in", &[]).await;
        let page = self.person.press(&consent, "Accept").await;
        assert_eq!(page.url, self.address(), "{}", page.text());
        page
    }

    /// Signs in for the right to switch, which leads back to the review of the switch.
    pub(crate) async fn sign_in_to_switch(&mut self, page: &Page) -> Page {
        let required = if self.is_required().await {
            "no"
        } else {
            "yes"
        };
        let consent = self.post(page, "sign-in", &[("require", required)]).await;
        let review = self.person.press(&consent, "Accept").await;
        let address = format!("{}/switch", self.address());
        assert_eq!(review.url.as_str(), address, "{}", review.text());
        review
    }

    /// Sends a form of the page.
    pub(crate) async fn post(&mut self, page: &Page, form: &str, fields: &[(&str, &str)]) -> Page {
        let form = self.form(page, form, fields);
        self.person.send(page, form).await
    }

    /// A form of the page, with its token.
    pub(crate) fn form(&self, page: &Page, form: &str, fields: &[(&str, &str)]) -> Form {
        let token = page.field("form_token").expect("a form's token");
        let mut fields: Vec<(String, String)> = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        fields.push(("form_token".to_owned(), token));
        let address = format!("{}/{form}", self.address());
        Form {
            method: Method::POST,
            action: Url::parse(&address).expect("an address"),
            fields,
        }
    }

    /// State of the tenant in the emulated Microsoft 365.
    pub(crate) async fn state(&self) -> Value {
        self.tenant.command("GET", "", &Value::Null).await
    }

    /// Names of the assigned principals.
    pub(crate) async fn assigned(&self) -> Vec<String> {
        let state = self.state().await;
        let assignments = state["service_principal"]["assignments"].as_array();
        let mut names: Vec<String> = assignments
            .into_iter()
            .flatten()
            .filter_map(|assignment| assignment["name"].as_str().map(str::to_owned))
            .collect();
        names.sort();
        names
    }

    /// Whether an assignment is required.
    pub(crate) async fn is_required(&self) -> bool {
        let state = self.state().await;
        state["service_principal"]["app_role_assignment_required"] == true
    }

    /// Value of the form's field that adds a user or group, by the name of the account or group.
    pub(crate) async fn choice(&self, name: &str) -> String {
        let state = self.state().await;
        let of = |list: &str, key: &str| {
            let entries = state[list].as_array().into_iter().flatten();
            let mut found = entries.filter(|entry| entry[key] == name);
            found
                .next()
                .and_then(|entry| entry["id"].as_str().map(str::to_owned))
        };
        match (
            of("users", "user_principal_name"),
            of("groups", "display_name"),
        ) {
            (Some(id), _) => format!("user:{id}"),
            (None, Some(id)) => format!("group:{id}"),
            (None, None) => panic!("no {name} in {state}"),
        }
    }

    /// The object id of a user or group.
    pub(crate) async fn object_id(&self, name: &str) -> String {
        let choice = self.choice(name).await;
        choice.split_once(':').expect("kind and id").1.to_owned()
    }

    /// Assigns these accounts and groups; returns the page with the outcome.
    pub(crate) async fn assign(&mut self, page: &Page, names: &[&str]) -> Page {
        let mut choices = Vec::new();
        for name in names {
            choices.push(self.choice(name).await);
        }
        let fields: Vec<_> = choices
            .iter()
            .map(|choice| ("add", choice.as_str()))
            .collect();
        self.post(page, "assign", &fields).await
    }

    /// Makes the change of a review page, with all its confirmations.
    pub(crate) async fn agree(&mut self, review: &Page, change: &[(&str, &str)]) -> Page {
        let form = self.agreed(review, change);
        self.person.send(review, form).await
    }

    /// Form that makes the change of a review page.
    pub(crate) fn agreed(&self, review: &Page, change: &[(&str, &str)]) -> Form {
        let state = review.field("state").expect("a state");
        let mut fields = change.to_vec();
        fields.push(("state", &state));
        for name in ["confirm_system_user", "confirm_oneself"] {
            if review.field(name).is_some() {
                fields.push((name, "yes"));
            }
        }
        self.form(review, "change", &fields)
    }

    /// A second administrator of the tenant with the same link and the same rights, and the page.
    pub(crate) async fn colleague(&self) -> (Person, Page) {
        let account = self.tenant.account("second.administrator");
        let body = json!({
            "user_principal_name": account, "display_name": "Second Administrator", "roles": ["Global Administrator"],
        });
        self.tenant.command("POST", "/users", &body).await;
        let mut person = Person::new(Stack::load());
        sign_in(&mut person, &self.link, &account).await;
        let page = person.open(&self.address()).await;
        let consent = person.send(&page, self.form(&page, "sign-in", &[])).await;
        let page = person.press(&consent, "Accept").await;
        assert_eq!(page.url, self.address(), "{}", page.text());
        (person, page)
    }

    /// Outcomes of the newest audit entry, each with its reason.
    pub(crate) async fn outcomes(&self) -> Vec<String> {
        let audit = self.audit().await;
        let changes = audit[0]["changes"].as_array().expect("changes").iter();
        changes
            .map(|change| {
                let text = |name: &str| change[name].as_str().unwrap_or_default();
                format!("{} {}", text("outcome"), text("reason"))
                    .trim()
                    .to_owned()
            })
            .collect()
    }

    /// The audit, newest first; a pending change stands before all others.
    pub(crate) async fn audit(&self) -> Vec<Value> {
        let path = format!("/v1/registrations/{}/audit", self.id);
        let page = self.host_app.get(&path).await.expect(200);
        let items = page["items"].as_array().cloned().expect("items");
        let pending = Some(page["pending"].clone()).filter(Value::is_object);
        pending.into_iter().chain(items).collect()
    }
}
