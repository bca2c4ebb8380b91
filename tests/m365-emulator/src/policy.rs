//! Conditional Access: demands of a tenant's policies on a sign-in, by the place from which a request comes.
//!
//! A policy is judged on Microsoft's pages by the browser's address, and again by the server's address when a code is redeemed
//! and on every refresh. Sources:
//! <https://learn.microsoft.com/en-us/entra/identity/conditional-access/concept-conditional-access-policies>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/claims-challenge>. Observed at redemption:
//! <https://github.com/aspnet/AspNetKatana/issues/530>,
//! <https://github.com/AzureAD/microsoft-authentication-library-for-js/issues/5077>.

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::aadsts::Aadsts;
use crate::login::claims::ClaimsRequest;
use crate::login::interaction::Person;
use crate::tenant::Description;
use crate::user::User;
use crate::world::World;

/// Refusals of an unattended sign-in that a second factor resolves.
const CURED_BY_SECOND_FACTOR: [u32; 5] = [50072, 50074, 50076, 50078, 50079];
/// Refusals that come from a policy, whose body names the policy.
const OF_A_POLICY: [u32; 5] = [50097, 50158, 53000, 53001, 53003];

/// A policy for all users and all resources.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Policy {
    pub(crate) id: Uuid,
    pub(crate) demands: Demand,
    /// Whether trusted locations are excluded.
    #[serde(default)]
    pub(crate) except_from_trusted_places: bool,
    /// User principal names of excluded accounts.
    #[serde(default)]
    pub(crate) excluded_users: Vec<String>,
    /// The `error` of a refusal that a second factor resolves; both values have been observed.
    #[serde(default)]
    pub(crate) error: PolicyError,
    /// Whether the refusal carries `claims`.
    #[serde(default = "crate::tenant::yes")]
    pub(crate) tells_claims: bool,
}

/// Demand of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Demand {
    /// A second factor.
    Multifactor,
    /// Block: no token is issued.
    Block,
}

/// The `error` of a refusal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PolicyError {
    #[default]
    InteractionRequired,
    InvalidGrant,
}

/// Origin of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Place {
    /// The person's browser, on Microsoft's pages.
    Browser,
    /// The application's server, at the token endpoint.
    Server,
}

/// Objection of a policy to a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Objection {
    pub(crate) error: Aadsts,
    pub(crate) second_factor_helps: bool,
}

/// Objection of a tenant's policies to a sign-in of this person; `None` without an objection, and for an unknown person.
pub(crate) fn judge(
    world: &mut World,
    person: Person,
    place: Place,
    claims: &ClaimsRequest,
    multifactor: bool,
) -> Option<Objection> {
    let description = &world.tenant(person.tenant)?.description;
    let user = description.find_user(&person.user.to_string())?;
    let trusted = description.trusted_places.contains(&place);
    let mut in_force = description.policies.iter().filter(|policy| {
        let excluded = policy
            .excluded_users
            .iter()
            .any(|name| name.eq_ignore_ascii_case(&user.user_principal_name));
        let by_place = !(policy.except_from_trusted_places && trusted);
        let named = policy.demands == Demand::Multifactor && claims.policies.contains(&policy.id);
        !excluded && (by_place || named)
    });
    let objection = in_force.find_map(|policy| policy.objection(user, multifactor));
    let asked = claims.multifactor
        || (claims.policies.contains(&unattended_policy(description))
            && user.token_error.is_some_and(is_cured_by_second_factor));
    objection.or_else(|| {
        let error =
            Aadsts::of_sign_in(second_factor_number(user)).filter(|_| asked && !multifactor)?;
        Some(Objection {
            error,
            second_factor_helps: true,
        })
    })
}

/// Refusal of this person's unattended sign-ins by `token_error`, if it applies.
pub(crate) fn unattended(
    description: &Description,
    user: &User,
    multifactor: bool,
) -> Option<Aadsts> {
    let number = user
        .token_error
        .filter(|number| !(multifactor && is_cured_by_second_factor(*number)))?;
    let error = Aadsts::of_sign_in(number)?;
    let of_a_policy = is_cured_by_second_factor(number) || OF_A_POLICY.contains(&number);
    Some(if of_a_policy {
        error.with_claims(naming(unattended_policy(description)))
    } else {
        error
    })
}

impl Policy {
    fn objection(&self, user: &User, multifactor: bool) -> Option<Objection> {
        let (number, second_factor_helps) = match self.demands {
            Demand::Block => (53003, false),
            Demand::Multifactor if multifactor => return None,
            Demand::Multifactor => (second_factor_number(user), true),
        };
        let mut error = Aadsts::of_sign_in(number)?;
        if self.error == PolicyError::InvalidGrant {
            error.error = "invalid_grant";
        }
        if self.tells_claims {
            error = error.with_claims(naming(self.id));
        }
        Some(Objection {
            error,
            second_factor_helps,
        })
    }
}

fn is_cured_by_second_factor(number: u32) -> bool {
    CURED_BY_SECOND_FACTOR.contains(&number)
}

fn second_factor_number(user: &User) -> u32 {
    if user.no_second_factor { 50079 } else { 50076 }
}

/// The policy behind the `token_error` of a tenant's people.
fn unattended_policy(description: &Description) -> Uuid {
    Uuid::from_u128(description.tenant_id.as_u128() ^ (0x0ca0_0000_u128 << 96))
}

/// `claims` as observed in refusals: the policy that must be satisfied.
fn naming(policy: Uuid) -> String {
    json!({ "access_token": { "capolids": { "essential": true, "values": [policy] } } }).to_string()
}
