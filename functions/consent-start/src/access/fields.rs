//! Fields of the forms of the access page, read strictly: a form can name only users, groups and the switch (T58).

use app::access::Confirmation;
use domain::{
    access::{AccessChange, AssigneeKind},
    ids::ObjectId,
};
use web::{page::Message, request};

/// The fields of a form.
pub(super) type Fields = Vec<(String, String)>;

/// The users and groups that are ticked, each once.
pub(super) fn chosen(fields: &Fields) -> Result<Vec<(AssigneeKind, ObjectId)>, Message> {
    let mut chosen = Vec::new();
    for value in request::all(fields, "add") {
        let (kind, id) = value.split_once(':').ok_or(Message::FormNotUsable)?;
        let kind = match kind {
            "user" => AssigneeKind::User,
            "group" => AssigneeKind::Group,
            _ => return Err(Message::FormNotUsable),
        };
        let id = id.parse().map_err(|_| Message::FormNotUsable)?;
        if !chosen.contains(&(kind, id)) {
            chosen.push((kind, id));
        }
    }
    Ok(chosen)
}

/// The change that is shown before it is made: assignments taken away, or the switch, never both. With the switch, the form also
/// names the users and groups to assign first; the change is made only if the server itself would name the same ones.
pub(super) fn reviewed(fields: &Fields) -> Result<AccessChange, Message> {
    let ids = ids(fields, "remove")?;
    let first = self::ids(fields, "assign_first")?;
    match (required(fields)?, ids.is_empty(), first.is_empty()) {
        (None, _, true) => Ok(AccessChange::Remove(ids)),
        (Some(required), true, true) => Ok(AccessChange::Require(required)),
        (Some(true), true, false) => Ok(AccessChange::AssignThenRequire(first)),
        (None | Some(_), ..) => Err(Message::FormNotUsable),
    }
}

/// Object ids in the form's fields of this name, each once.
fn ids(fields: &Fields, name: &str) -> Result<Vec<ObjectId>, Message> {
    let mut ids: Vec<ObjectId> = Vec::new();
    for value in request::all(fields, name) {
        let id = value.parse().map_err(|_| Message::FormNotUsable)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// Whether an assignment shall be required; `None` if the form does not carry the switch.
pub(super) fn required(fields: &Fields) -> Result<Option<bool>, Message> {
    match request::single(fields, "require") {
        Ok(None) => Ok(None),
        Ok(Some("yes")) => Ok(Some(true)),
        Ok(Some("no")) => Ok(Some(false)),
        Ok(Some(_)) | Err(_) => Err(Message::FormNotUsable),
    }
}

pub(super) fn confirmed(fields: &Fields) -> Result<Confirmation, Message> {
    let state = request::single(fields, "state").map_err(|_| Message::FormNotUsable)?;
    Ok(Confirmation {
        state: state.unwrap_or_default().to_owned(),
        system_user: is_yes(fields, "confirm_system_user")?,
        oneself: is_yes(fields, "confirm_oneself")?,
    })
}

pub(super) fn is_yes(fields: &Fields, name: &str) -> Result<bool, Message> {
    match request::single(fields, name) {
        Ok(None) => Ok(false),
        Ok(Some("yes")) => Ok(true),
        Ok(Some(_)) | Err(_) => Err(Message::FormNotUsable),
    }
}
