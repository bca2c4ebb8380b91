//! Paths of sites and drives, with colons around paths inside them.
//!
//! Source: <https://learn.microsoft.com/en-us/graph/onedrive-addressing-driveitems>.

use percent_encoding::percent_decode_str;

use super::sharepoint::SiteReference;
use super::uploads::Target;

/// Place that a path addresses.
#[derive(Debug)]
pub(crate) enum Place {
    Site(SiteReference),
    SiteDrives(SiteReference),
    Drive(String),
    Root(String),
    Children(String),
    Upload(Target),
}

/// The contract's path template, and the place of the path, which is still percent-encoded.
pub(crate) fn find(path: &str) -> Option<(&'static str, Place)> {
    if let Some(rest) = path.strip_prefix("/sites/") {
        return site(rest);
    }
    drive(path.strip_prefix("/drives/")?)
}

fn site(rest: &str) -> Option<(&'static str, Place)> {
    if let Some((host, rest)) = rest.split_once(":/") {
        let (path, drives) = match rest.split_once(":/") {
            None => (rest, false),
            Some((path, "drives")) => (path, true),
            Some(_) => return None,
        };
        if path.is_empty() || path.ends_with(':') {
            return None;
        }
        let reference = SiteReference::Path(decoded(host)?, decoded(path)?);
        return Some(if drives {
            (
                "/sites/{hostname}:/{relative-path}:/drives",
                Place::SiteDrives(reference),
            )
        } else {
            ("/sites/{hostname}:/{relative-path}", Place::Site(reference))
        });
    }
    let (id, drives) = match rest.split_once('/') {
        None => (rest, false),
        Some((id, "drives")) => (id, true),
        Some(_) => return None,
    };
    let id = decoded(id)?;
    let reference = if id == "root" {
        SiteReference::Root
    } else if id.contains(',') {
        SiteReference::Id(id)
    } else if id.contains('.') {
        SiteReference::Host(id)
    } else {
        return None;
    };
    Some(if drives {
        ("/sites/{site-id}/drives", Place::SiteDrives(reference))
    } else {
        ("/sites/{site-id}", Place::Site(reference))
    })
}

fn drive(rest: &str) -> Option<(&'static str, Place)> {
    let (id, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let id = decoded(id)?;
    match rest {
        "" => return Some(("/drives/{drive-id}", Place::Drive(id))),
        "root" => return Some(("/drives/{drive-id}/root", Place::Root(id))),
        "root/children" => {
            return Some(("/drives/{drive-id}/root/children", Place::Children(id)));
        }
        _ => {}
    }
    let (parent, file_name) = rest
        .strip_suffix(":/createUploadSession")?
        .split_once(":/")?;
    if file_name.contains('/') {
        return None;
    }
    let (template, parent) = match parent.strip_prefix("items/") {
        Some(item) => (
            "/drives/{drive-id}/items/{driveItem-id}:/{fileName}:/createUploadSession",
            decoded(item)?,
        ),
        None if parent == "root" => (
            "/drives/{drive-id}/root:/{fileName}:/createUploadSession",
            parent.to_owned(),
        ),
        None => return None,
    };
    let target = Target {
        drive: id,
        parent,
        file_name: decoded(file_name)?,
    };
    Some((template, Place::Upload(target)))
}

fn decoded(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    Some(text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_be_encoded_and_may_go_on_behind_a_colon() {
        let (template, place) = find("/sites/x.y:/sites/B%C3%BCro%20A:/drives").unwrap();
        assert_eq!(template, "/sites/{hostname}:/{relative-path}:/drives");
        let Place::SiteDrives(SiteReference::Path(host, path)) = place else {
            unreachable!()
        };
        assert_eq!((host.as_str(), path.as_str()), ("x.y", "sites/Büro A"));
    }

    #[test]
    fn what_is_not_emulated_is_not_found() {
        for path in [
            "/sites/x.y:/",
            "/sites/x.y:/sites/a:/lists",
            "/sites/no-host",
            "/drives/b/items/1",
            "/drives/b/root:/folder/file:/createUploadSession",
        ] {
            assert!(find(path).is_none(), "{path}");
        }
    }
}
