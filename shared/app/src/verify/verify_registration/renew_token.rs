//! Keeps a newer refresh token, seldom: a used one stays valid, and every write is a new version of the secret.

use super::{Verifier, write::ConcludeError};
use crate::secrets::new_id;
use domain::{
    clock::Random,
    registration::{Registration, SystemUserConnection},
};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use store::system_users::SystemUserSecret;

/// A stored token is replaced once it is older than 7 days; Microsoft's live for 90 days from their last use.
const RENEWED_AFTER: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Verifier {
    /// Writes the newest refresh token where the stored one is old; returns the version to which the registration has to point,
    /// which is stored with the run (T65). Where the write fails, the old token goes on serving.
    pub(super) async fn renew_token(
        &self,
        registration: &Registration,
        refresh_token: Option<SecretString>,
        now: Timestamp,
        random: &dyn Random,
    ) -> Result<Option<String>, ConcludeError> {
        let tenant = registration.lifecycle.tenant().map(|tenant| tenant.id);
        let connection = registration.system_user_connection.as_ref();
        let connection = connection.filter(|connection| is_due(connection, now));
        let (Some(connection), Some(refresh_token), Some(tenant_id)) =
            (connection, refresh_token, tenant)
        else {
            return Ok(None);
        };
        let secret = SystemUserSecret {
            refresh_token,
            tenant_id,
            object_id: connection.object_id,
            written_at: now,
        };
        let attempt = new_id::generate(now, random)?;
        let users = self.system_users.users();
        let replaced = &connection.secret_version;
        match users
            .renew(registration.id, replaced, &secret, attempt)
            .await
        {
            Ok(version) => Ok(Some(version)),
            Err(error) => {
                tracing::error!(
                    registration_id = %registration.id,
                    outcome = "token_not_renewed",
                    error = %crate::Chain(&error),
                    "a newer refresh token could not be kept; the stored one goes on serving"
                );
                Ok(None)
            }
        }
    }
}

fn is_due(connection: &SystemUserConnection, now: Timestamp) -> bool {
    now >= connection.secret_written_at + RENEWED_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::ObjectId;
    use test_case::test_case;
    use uuid::Uuid;

    #[test_case(7 * 24 * 60 - 1, false; "a minute before")]
    #[test_case(7 * 24 * 60, true; "seven days")]
    fn t61_a_token_is_replaced_after_seven_days_and_not_before(minutes: i64, due: bool) {
        let connection = SystemUserConnection {
            object_id: ObjectId::from_uuid(Uuid::nil()),
            subject: "subject".to_owned(),
            user_principal_name: "cooperlink@contoso.example".to_owned(),
            connected_at: Timestamp::UNIX_EPOCH,
            claims: None,
            secret_version: "version".to_owned(),
            secret_written_at: Timestamp::UNIX_EPOCH,
        };
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        assert_eq!(is_due(&connection, now), due);
    }
}
