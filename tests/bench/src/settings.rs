//! Settings of a function that runs as a process of its own.

use tooling::local::{CLIENT_ID, HOME_TENANT_ID, REGION, SECRET_PREFIX, STACK_NAME};

/// Name and password of the owner of the emulated AWS account.
const ROOT_KEY: &str = "test";

/// Hosts that a function talks to, and its own.
pub struct Addresses {
    /// Host and port of the pages and the API.
    pub api_authority: String,
    /// Origin of the emulated sign-in.
    pub login_url: String,
    /// Origin of the emulated Microsoft Graph.
    pub graph_url: String,
    /// Origin of the emulated AWS.
    pub aws_endpoint_url: String,
}

impl Addresses {
    /// Addresses of a stack that does not run: nothing answers there.
    pub(crate) fn unused() -> Self {
        let discard = "http://127.0.0.1:9".to_owned();
        Self {
            api_authority: "localhost:14579".to_owned(),
            login_url: discard.clone(),
            graph_url: discard.clone(),
            aws_endpoint_url: discard,
        }
    }

    /// Origin of the pages and the API.
    pub(crate) fn api_url(&self) -> String {
        format!("http://{}", self.api_authority)
    }

    fn queue_url(&self, queue: &str) -> String {
        let origin = &self.aws_endpoint_url;
        format!("{origin}/000000000000/{STACK_NAME}-{queue}")
    }
}

/// The environment that the template gives a function.
pub(crate) fn settings(addresses: &Addresses, name: &str) -> Vec<(String, String)> {
    let own = [
        ("AWS_LAMBDA_FUNCTION_NAME", format!("{STACK_NAME}-{name}")),
        ("AWS_LAMBDA_FUNCTION_VERSION", "1".to_owned()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256".to_owned()),
        ("AWS_REGION", REGION.to_owned()),
        ("AWS_DEFAULT_REGION", REGION.to_owned()),
        ("AWS_ACCESS_KEY_ID", ROOT_KEY.to_owned()),
        ("AWS_SECRET_ACCESS_KEY", ROOT_KEY.to_owned()),
        ("AWS_ENDPOINT_URL", addresses.aws_endpoint_url.clone()),
        ("MICROSOFT_CLOUD", "emulated".to_owned()),
        ("MICROSOFT_LOGIN_URL", addresses.login_url.clone()),
        ("MICROSOFT_GRAPH_URL", addresses.graph_url.clone()),
        ("ENTRA_CLIENT_ID", CLIENT_ID.to_owned()),
        ("ENTRA_HOME_TENANT_ID", HOME_TENANT_ID.to_owned()),
        ("TABLE_NAME", STACK_NAME.to_owned()),
        ("SECRET_PREFIX", SECRET_PREFIX.to_owned()),
        // Must be there for a start; nothing that is measured writes a secret.
        (
            "SECRETS_KEY_ARN",
            format!("arn:aws:kms:{REGION}:000000000000:key/bench"),
        ),
        (
            "SYSTEM_USERS_KEY_ARN",
            format!("arn:aws:kms:{REGION}:000000000000:key/bench"),
        ),
        ("SYSTEM_USER_TOKENS", "secrets-manager".to_owned()),
        ("PUBLIC_BASE_URL", addresses.api_url()),
        ("APP_NAME", "Cooperlink Cloud".to_owned()),
        ("COMPANY_NAME", "Cooperlink".to_owned()),
        ("SUPPORT_CONTACT", "support@cooperlink.example".to_owned()),
        ("APP_PUBLISHER", String::new()),
        ("BOOKING_URL", String::new()),
        ("LOGO_URL", String::new()),
        ("ACCENT_COLOUR", String::new()),
        ("PRIVACY_URL", String::new()),
        ("SECURITY_URL", String::new()),
        ("OUTBOUND_ADDRESSES", String::new()),
        ("PERMISSIONS_ADDED", String::new()),
        ("PERMISSIONS_DROPPED", String::new()),
        ("PERMISSION_SET_DECLARED", "1".to_owned()),
        ("RETURN_URL_PREFIXES", String::new()),
        ("VERIFY_INTERVAL_SECONDS", "21600".to_owned()),
        ("CONFIRM_AFTER_SECONDS", "300".to_owned()),
        ("VERIFY_NOW_SECONDS", "60".to_owned()),
        ("VERSION", "bench".to_owned()),
        ("KEY_MODE", "test".to_owned()),
        ("SWEEP_QUEUE_URL", addresses.queue_url("sweep")),
        ("INTERACTIVE_QUEUE_URL", addresses.queue_url("interactive")),
        ("ERASE_QUEUE_URL", addresses.queue_url("erase")),
        ("DELIVERY_QUEUE_URL", addresses.queue_url("delivery")),
    ];
    own.into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
