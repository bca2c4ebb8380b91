//! A stored sign-in of a system user.

use super::SystemUserSecret;
use domain::ids::{ObjectId, TenantId};
use secrecy::ExposeSecret as _;

/// The account of a system user: its tenant and its object id together identify it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SystemUserAccount {
    /// The tenant.
    pub tenant_id: TenantId,
    /// Object id of the account in that tenant.
    pub object_id: ObjectId,
}

/// A system user's sign-in with the version that holds it.
#[derive(Debug)]
pub struct StoredSignIn {
    pub(super) version: String,
    pub(super) secret: SystemUserSecret,
}

impl StoredSignIn {
    /// Version that holds the sign-in.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Whether the sign-in has this version.
    pub fn is(&self, version: &str) -> bool {
        self.version == version
    }

    /// Whether the other sign-in has the same token in the same version.
    pub fn equals(&self, other: &Self) -> bool {
        let token = |sign_in: &Self| sign_in.secret.refresh_token.expose_secret().to_owned();
        self.version == other.version && token(self) == token(other)
    }

    /// The sign-in, if it has the version, tenant and account that the registration points to.
    pub fn into_secret(
        self,
        version: &str,
        account: SystemUserAccount,
    ) -> Option<SystemUserSecret> {
        (self.is(version) && self.secret.is_of(account)).then_some(self.secret)
    }
}

/// A sign-in that was read.
#[derive(Debug)]
pub struct ReadSignIn {
    /// The sign-in.
    pub secret: SystemUserSecret,
    /// Whether it is not in the deployment's own store.
    pub is_elsewhere: bool,
}
