//! Doubts whether the roles that were seen suffice, told before the administrator leaves for Microsoft. They never block: a
//! role that is only eligible, or held through a group, does not show.

use super::super::{Frame, sentence::Value};
use domain::{
    access::{IDLE_FOR, LONGEST_SESSION, MOST_CHANGES},
    directory_role,
};

/// Usual roles that a page may name; some rarer ones allow the same.
const USUAL: [&str; 5] = [
    "62e90394-69f5-4237-9190-012177145e10",
    "e8611ab8-c189-46e8-94e1-60213ab1f814",
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
    "158c047a-c907-4556-b7ef-446551a6b5f7",
    "fe930be7-5e62-47db-91af-98c3a49a38b1",
];

/// Duties that need a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Duty {
    /// Agreeing to the permissions of this page.
    Agree,
    /// Assigning users and groups.
    Assign,
    /// Changing whether an assignment is mandatory.
    Switch,
}

impl Duty {
    fn is_allowed_by<'r>(self, roles: impl IntoIterator<Item = &'r str>) -> bool {
        match self {
            Self::Agree => directory_role::may_consent(roles),
            Self::Assign => directory_role::may_assign(roles),
            Self::Switch => directory_role::may_switch(roles),
        }
    }
}

impl Frame<'_> {
    /// A text of the access page, which may name the app, its limits, and the roles that may agree.
    pub(super) fn access(&self, id: &str) -> String {
        self.access_with(id, "")
    }

    /// A text of the access page that also names these roles.
    pub(super) fn access_with(&self, id: &str, roles: &str) -> String {
        let minutes = |minutes: i64| Value::Number(u64::try_from(minutes).unwrap_or_default());
        let enough = self.roles_for(Duty::Agree);
        let values = vec![
            ("most", Value::Number(MOST_CHANGES as u64)),
            ("idle", minutes(IDLE_FOR.as_mins())),
            ("longest", minutes(LONGEST_SESSION.as_mins())),
            ("enough", Value::Words(&enough)),
            ("roles", Value::Words(roles)),
        ];
        let pieces = self.sentence(id, values);
        pieces.into_iter().map(|piece| piece.text).collect()
    }

    /// Names of the usual roles for a duty, as Microsoft writes them.
    pub(super) fn roles_for(&self, duty: Duty) -> String {
        self.role_names(USUAL.into_iter().filter(|id| duty.is_allowed_by([*id])))
    }

    fn role_names<'r>(&self, ids: impl Iterator<Item = &'r str>) -> String {
        let names: Vec<String> = ids
            .filter_map(|id| {
                let id = format!("role-{}", id.to_ascii_lowercase());
                self.words.find(&id, [])
            })
            .collect();
        names.join(", ")
    }
}

/// Advice for a person with these roles before leaving for Microsoft. Roles that could not be read (`None`) have a text of
/// their own.
pub(super) fn advice(frame: &Frame<'_>, roles: Option<&[String]>) -> Vec<String> {
    let Some(roles) = roles else {
        return vec![frame.access("access-roles-unread")];
    };
    let ids = || roles.iter().map(String::as_str);
    if Duty::Agree.is_allowed_by(ids()) {
        return Vec::new();
    }
    let told = if Duty::Assign.is_allowed_by(ids()) {
        let seen = frame.role_names(ids().filter(|id| Duty::Assign.is_allowed_by([*id])));
        frame.access_with("access-roles-cannot-agree", &seen)
    } else {
        frame.access("access-roles-none")
    };
    vec![told, frame.access("access-roles-hidden")]
}

/// Doubt whether the roles suffice for a duty, once there is a token.
pub(super) fn doubt(frame: &Frame<'_>, roles: Option<&[String]>, duty: Duty) -> Option<String> {
    let is_enough = duty.is_allowed_by(roles?.iter().map(String::as_str));
    let id = match duty {
        Duty::Agree | Duty::Assign => "access-assign-role",
        Duty::Switch => "access-switch-role",
    };
    (!is_enough).then(|| frame.access_with(id, &frame.roles_for(duty)))
}
