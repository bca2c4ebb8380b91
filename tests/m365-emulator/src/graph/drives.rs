//! `/drives/…`: a library, its root folder and its content. Every library has two folders and never a file.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/api/drive-get>,
//! <https://learn.microsoft.com/en-us/graph/api/driveitem-get>,
//! <https://learn.microsoft.com/en-us/graph/api/driveitem-list-children>.

use serde_json::{Value, json};

use super::answer::Answer;
use super::call::Call;
use super::query::Query;
use super::sharepoint::{READ_FILES, Visit};
use super::sites::{CREATED, drive_object, library_address};
use crate::site::{Library, Site};
use crate::world::World;

const FOLDERS: [&str; 2] = ["Correspondence", "General"];

/// `GET /drives/{id}`.
///
/// # Errors
///
/// Those of [`Visit::enter`] and [`Visit::drive`].
pub(crate) fn drive(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    id: &str,
) -> Result<Answer, Answer> {
    let visit = Visit::enter(world, call, &READ_FILES)?;
    let (site, library) = visit.drive(id)?;
    let object = drive_object(&visit, site, library);
    query.object("drives", object, &[]).map(Answer::ok)
}

/// `GET /drives/{id}/root`.
///
/// # Errors
///
/// Those of [`Visit::enter`] and [`Visit::drive`].
pub(crate) fn root(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    id: &str,
) -> Result<Answer, Answer> {
    let visit = Visit::enter(world, call, &READ_FILES)?;
    let (site, library) = visit.drive(id)?;
    let mut object = folder(&visit, site, library, "root");
    object["id"] = json!(root_id(library));
    object["root"] = json!({});
    object["webUrl"] = json!(library_address(visit.host, site, library));
    object["folder"] = json!({ "childCount": FOLDERS.len() });
    let context = format!("drives('{id}')/root");
    query.object(&context, object, &[]).map(Answer::ok)
}

/// `GET /drives/{id}/root/children`.
///
/// # Errors
///
/// Those of [`Visit::enter`] and [`Visit::drive`].
pub(crate) fn children(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
    id: &str,
) -> Result<Answer, Answer> {
    let visit = Visit::enter(world, call, &READ_FILES)?;
    let (site, library) = visit.drive(id)?;
    let objects = FOLDERS
        .iter()
        .map(|name| folder(&visit, site, library, name));
    let context = format!("drives('{id}')/root/children");
    query
        .page_of(200, &context, objects.collect(), &[])
        .map(Answer::ok)
}

/// The id of a library's root folder.
pub(super) fn root_id(library: &Library) -> String {
    format!("01{}", library.id.simple().to_string().to_uppercase())
}

fn folder(visit: &Visit<'_>, site: &Site, library: &Library, name: &str) -> Value {
    let address = library_address(visit.host, site, library);
    json!({
        "createdDateTime": CREATED,
        "id": format!("{}{}", root_id(library), name.len()),
        "lastModifiedDateTime": CREATED,
        "name": name,
        "webUrl": format!("{address}/{name}"),
        "size": 0,
        "parentReference": {
            "driveType": "documentLibrary",
            "driveId": visit.drive_id(site, library),
            "siteId": visit.site_id(site),
        },
        "fileSystemInfo": { "createdDateTime": CREATED, "lastModifiedDateTime": CREATED },
        "folder": { "childCount": 0 },
    })
}
