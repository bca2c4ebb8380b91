//! A person's services: licences and mailbox.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/api/user-list-licensedetails>,
//! <https://learn.microsoft.com/en-us/graph/api/mailfolder-get>,
//! <https://learn.microsoft.com/en-us/graph/api/user-get-mailboxsettings>. No mailbox:
//! <https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/6519>. An app that `EwsApplicationAccessPolicy`
//! keeps out: <https://learn.microsoft.com/en-us/powershell/module/exchangepowershell/set-casmailbox>.

use http::StatusCode;
use serde_json::json;

use super::answer::Answer;
use super::call::Call;
use super::people::myself;
use super::query::Query;
use crate::user::{Mailbox, User};
use crate::world::World;

const READ_LICENCES: [&str; 6] = [
    "User.Read",
    "User.Read.All",
    "User.ReadWrite.All",
    "LicenseAssignment.Read.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];
const READ_MAIL: [&str; 3] = ["Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite"];
const READ_SETTINGS: [&str; 2] = ["MailboxSettings.Read", "MailboxSettings.ReadWrite"];

/// `GET /me/licenseDetails`.
///
/// # Errors
///
/// 400 with an app-only token, 403 without a permission.
pub(crate) fn licences(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
) -> Result<Answer, Answer> {
    let user = myself(world, call)?;
    if !call.caller.has(&READ_LICENCES) {
        return Err(Answer::denied());
    }
    let details = user.products().map(|product| {
        let plans = product.service_plans.iter().map(|plan| {
            json!({
                "servicePlanId": plan.service_plan_id.to_string(),
                "servicePlanName": plan.service_plan_name,
                "provisioningStatus": plan.status(&user),
                "appliesTo": plan.applies_to(),
            })
        });
        json!({
            "id": format!("{}-{}", user.id.simple(), product.sku_id.simple()),
            "skuId": product.sku_id.to_string(),
            "skuPartNumber": product.sku_part_number,
            "servicePlans": plans.collect::<Vec<_>>(),
        })
    });
    query
        .page("licenseDetails", details.collect(), &[])
        .map(Answer::ok)
}

/// `GET /me/mailFolders/inbox`; no other folder is emulated.
///
/// # Errors
///
/// 400 with an app-only token, 403 `ErrorAccessDenied` without a permission or if the app is kept from this mailbox, 404
/// `MailboxNotEnabledForRESTAPI` without a mailbox, 404 for the two other states of [`Mailbox`].
pub(crate) fn mail_folder(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    name: &str,
) -> Result<Answer, Answer> {
    if !name.eq_ignore_ascii_case("inbox") {
        return Err(Answer::unknown(format!("mail folder {name}")));
    }
    let user = mailbox(world, call, &READ_MAIL)?;
    let folder = json!({
        "id": format!("AQMkAD{}AAAIBDAAAAA==", user.id.simple()),
        "displayName": "Inbox",
        "parentFolderId": format!("AQMkAD{}AAAIBCAAAAA==", user.id.simple()),
        "childFolderCount": 0,
        "unreadItemCount": 0,
        "totalItemCount": 0,
        "isHidden": false,
    });
    query
        .object("users/mailFolders", folder, &[])
        .map(Answer::ok)
}

/// `GET /me/mailboxSettings`; only the mailbox's purpose is emulated.
///
/// # Errors
///
/// As [`mail_folder`].
pub(crate) fn mailbox_settings(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
) -> Result<Answer, Answer> {
    let user = mailbox(world, call, &READ_SETTINGS)?;
    let shared = user.mailbox == Mailbox::Shared;
    let settings = json!({ "userPurpose": if shared { "shared" } else { "user" } });
    query
        .object("users/mailboxSettings", settings, &["userPurpose"])
        .map(Answer::ok)
}

fn mailbox(world: &mut World, call: &Call<'_>, permissions: &[&str]) -> Result<User, Answer> {
    let user = myself(world, call)?;
    let denied = |message: &str| {
        let status = StatusCode::FORBIDDEN;
        Answer::error(status, "ErrorAccessDenied", message)
    };
    if !call.caller.has(permissions) {
        return Err(denied("Access is denied. Check credentials and try again."));
    }
    let exchange = world
        .tenant(call.caller.tenant)
        .is_some_and(|tenant| tenant.description.exchange);
    if !exchange || !user.has_mailbox() {
        return Err(Answer::error(
            StatusCode::NOT_FOUND,
            "MailboxNotEnabledForRESTAPI",
            "The mailbox is either inactive, soft-deleted, or is hosted on-premise.",
        ));
    }
    let missing = |code: &str, message: &str| Answer::error(StatusCode::NOT_FOUND, code, message);
    match user.mailbox {
        Mailbox::Restricted => Err(denied("Access to OData is disabled.")),
        Mailbox::Unsupported => Err(missing(
            "MailboxNotSupportedForRESTAPI",
            "REST API is not yet supported for this mailbox.",
        )),
        Mailbox::Undiscovered => Err(missing(
            "ResourceNotFound",
            "Resource could not be discovered.",
        )),
        Mailbox::Normal | Mailbox::Shared | Mailbox::None => Ok(user),
    }
}
