//! Refusals of a sign-in without a person at the screen, by AADSTS number: refresh tokens and `prompt=none`.
//!
//! Numbers and meanings: <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>. The meaning of
//! each `suberror`: the constants of MSAL
//! (<https://learn.microsoft.com/en-us/dotnet/api/microsoft.identity.client.uirequiredexceptionclassification>). Observed
//! pairs are marked; the others follow from those constants.

use super::Aadsts;

/// Number, `error` of the token endpoint, `suberror`, text.
type Refusal = (u32, &'static str, Option<&'static str>, &'static str);

const GRANT: &str = "invalid_grant";
/// The documented `error` if a policy needs the person to act
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-on-behalf-of-flow>, error response example with
/// 50079). `invalid_grant` with the same `suberror` has been observed too: clients have to treat both alike.
const INTERACTION: &str = "interaction_required";

const ENROLL: &str = "Due to a configuration change made by your administrator, or because you moved to a new location, \
    you must enroll in multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.";
const USE_MFA: &str = "Due to a configuration change made by your administrator, or because you moved to a new location, \
    you must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.";
const INACTIVE: &str = "The provided authorization code or refresh token has expired due to inactivity. Send a new \
    interactive authorization request for this user and resource.";

const REFUSALS: [Refusal; 29] = [
    // Observed with bad_token: the refresh token of a deleted person.
    (
        50034,
        GRANT,
        Some("bad_token"),
        "The user account does not exist in the directory.",
    ),
    (
        50053,
        GRANT,
        None,
        "The account is locked, you've tried to sign in too many times.",
    ),
    (
        50055,
        GRANT,
        Some("user_password_expired"),
        "The password is expired.",
    ),
    (50057, GRANT, None, "The user account is disabled."),
    (50072, INTERACTION, Some("basic_action"), ENROLL),
    (50074, INTERACTION, Some("basic_action"), USE_MFA),
    // Observed with basic_action.
    (50076, INTERACTION, Some("basic_action"), USE_MFA),
    (50078, INTERACTION, Some("basic_action"), USE_MFA),
    (50079, INTERACTION, Some("basic_action"), ENROLL),
    (
        50097,
        GRANT,
        Some("additional_action"),
        "Device authentication is required.",
    ),
    (
        50105,
        GRANT,
        None,
        "Your administrator has configured the application to block users unless they are specifically granted \
         ('assigned') access to the application.",
    ),
    (
        50132,
        GRANT,
        Some("bad_token"),
        "The session is not valid due to password expiration or recent password change.",
    ),
    (
        50158,
        INTERACTION,
        Some("basic_action"),
        "External security challenge was not satisfied.",
    ),
    // Observed with bad_token.
    (
        50173,
        GRANT,
        Some("bad_token"),
        "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have \
         changed or reset their password.",
    ),
    (
        53000,
        GRANT,
        Some("additional_action"),
        "Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and \
         the device is not compliant.",
    ),
    (
        53001,
        GRANT,
        Some("additional_action"),
        "Device is not in required device state: domain_joined. Conditional Access policy requires a domain joined \
         device, and the device is not domain joined.",
    ),
    // Observed with message_only.
    (
        53003,
        GRANT,
        Some("message_only"),
        "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
    ),
    (
        53004,
        GRANT,
        Some("message_only"),
        "User needs to complete Multi-factor authentication registration process before accessing this content, but is \
         blocked from it due to risk.",
    ),
    (
        53011,
        GRANT,
        Some("message_only"),
        "User blocked due to risk on home tenant.",
    ),
    (
        65001,
        GRANT,
        Some("consent_required"),
        "The user or administrator has not consented to use the application. Send an interactive authorization request \
         for this user and resource.",
    ),
    (
        70044,
        GRANT,
        Some("token_expired"),
        "The session has expired or is invalid due to sign-in frequency checks by conditional access.",
    ),
    // Observed for a subscription that has lapsed.
    (
        500_014,
        "invalid_resource",
        None,
        "The service principal for resource 'https://graph.microsoft.com' is disabled. This indicates that a \
         subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the \
         application, preventing tokens from being issued for it.",
    ),
    // Observed for the refresh token of a deleted person.
    (
        500_341,
        GRANT,
        Some("bad_token"),
        "The user account has been deleted from the directory. To sign into this application, the account must be \
         added to the directory.",
    ),
    (
        530_003,
        GRANT,
        Some("additional_action"),
        "Your device is required to be managed to access this resource.",
    ),
    (70008, GRANT, Some("token_expired"), INACTIVE),
    // Observed with token_expired.
    (
        70043,
        GRANT,
        Some("token_expired"),
        "The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.",
    ),
    (
        530_032,
        GRANT,
        Some("message_only"),
        "Access has been blocked by the security policy of the organization.",
    ),
    (
        530_035,
        GRANT,
        Some("message_only"),
        "Access has been blocked by security defaults. This is due to the request using legacy auth or being deemed \
         unsafe by security defaults policies.",
    ),
    (
        700_082,
        GRANT,
        Some("token_expired"),
        "The refresh token has expired due to inactivity.",
    ),
];

impl Aadsts {
    /// Refusal of a person's unattended sign-in, by number; `None` for a number without a known meaning.
    pub(crate) fn of_sign_in(number: u32) -> Option<Self> {
        let found = REFUSALS.iter().find(|(known, ..)| *known == number)?;
        let (_, error, suberror, text) = *found;
        Some(Self {
            suberror,
            ..Self::new(number, error, text)
        })
    }
}
