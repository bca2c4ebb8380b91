//! Keeps a newer refresh token, seldom: a used one stays valid, and every write is a new version of the secret.

use super::{ConcludeError, Verifier};
use crate::{secrets::new_id, verify::read_system_user::SystemUserReading};
use domain::{
    clock::Random,
    registration::{Registration, SystemUserConnection},
};
use jiff::{SignedDuration, Timestamp};
use store::system_users::SystemUserSecret;

/// A stored token is replaced once it is older than 7 days; Microsoft's live for 90 days from their last use.
const RENEWED_AFTER: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Verifier {
    /// Writes the newest refresh token where the stored one is old, and points the registration to it; the pointer is stored
    /// with the run (T65). Where the write fails, the old token goes on serving. Whether the pointer moved.
    pub(super) async fn renew_token(
        &self,
        registration: &mut Registration,
        reading: &mut SystemUserReading,
        now: Timestamp,
        random: &dyn Random,
    ) -> Result<bool, ConcludeError> {
        let tenant = registration.lifecycle.tenant().map(|tenant| tenant.id);
        let (Some(connection), Some(refresh_token), Some(tenant_id)) = (
            &mut registration.system_user_connection,
            reading.refresh_token.take(),
            tenant,
        ) else {
            return Ok(false);
        };
        if !is_due(connection, now) {
            return Ok(false);
        }
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
            Ok(version) => {
                connection.secret_version = version;
                connection.secret_written_at = now;
                Ok(true)
            }
            Err(error) => {
                tracing::error!(
                    registration_id = %registration.id,
                    outcome = "token_not_renewed",
                    error = %crate::Chain(&error),
                    "a newer refresh token could not be kept; the stored one goes on serving"
                );
                Ok(false)
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
