//! What the forms of the page carry, read strictly: nothing but users, groups and the switch can be meant (`security.md` T58).

use app::access::Confirmed;
use domain::{
    access::{Change, Kind},
    ids::ObjectId,
};
use web::{page::Message, request};

/// The fields of a form.
pub(super) type Fields = Vec<(String, String)>;

/// The users and groups that are ticked, each once.
pub(super) fn chosen(fields: &Fields) -> Result<Vec<(Kind, ObjectId)>, Message> {
    let mut chosen = Vec::new();
    for value in request::all(fields, "add") {
        let (kind, id) = value.split_once(':').ok_or(Message::FormNotUsable)?;
        let kind = match kind {
            "user" => Kind::User,
            "group" => Kind::Group,
            _ => return Err(Message::FormNotUsable),
        };
        let id = id.parse().map_err(|_| Message::FormNotUsable)?;
        if !chosen.contains(&(kind, id)) {
            chosen.push((kind, id));
        }
    }
    Ok(chosen)
}

/// The change that is shown before it is made: assignments taken away, or the switch, never both.
pub(super) fn reviewed(fields: &Fields) -> Result<Change, Message> {
    let mut ids: Vec<ObjectId> = Vec::new();
    for value in request::all(fields, "remove") {
        let id = value.parse().map_err(|_| Message::FormNotUsable)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let require = request::single(fields, "require").map_err(|_| Message::FormNotUsable)?;
    match (require, ids.is_empty()) {
        (None, _) => Ok(Change::Remove(ids)),
        (Some("yes"), true) => Ok(Change::Require(true)),
        (Some("no"), true) => Ok(Change::Require(false)),
        (Some(_), _) => Err(Message::FormNotUsable),
    }
}

pub(super) fn confirmed(fields: &Fields) -> Result<Confirmed, Message> {
    let state = request::single(fields, "state").map_err(|_| Message::FormNotUsable)?;
    Ok(Confirmed {
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
