//! Sites and libraries as a request gives them.

use crate::input::Errors;
use deserr::{Deserr, IntoValue, Value, ValuePointerRef};
use domain::{
    customer::{LibraryName, Site},
    site_address::SiteAddress,
};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use web::problem::ErrorCode;

/// At most so many sites a registration.
const MOST_SITES: usize = 10;
/// At most so many libraries over all sites.
const MOST_LIBRARIES: usize = 20;

/// A SharePoint site and its document libraries.
#[derive(Debug, Deserr, ToSchema)]
#[deserr(error = Errors, deny_unknown_fields)]
#[schema(as = SiteRequest)]
pub(super) struct SiteRequest {
    /// The site's address, as people copy it from the browser; what it is kept as comes back in the answer.
    #[schema(value_type = String, example = "https://contoso.sharepoint.com/sites/projects")]
    url: SiteAddress,
    /// The libraries by the name that people see. At most 20 over all sites.
    #[deserr(default)]
    #[schema(value_type = Vec<String>, required = false, example = json!(["Documents"]))]
    libraries: Vec<LibraryName>,
}

/// The sites of a registration: within the limits, none twice.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sites(pub(super) Vec<Site>);

impl Deserr<Errors> for Sites {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef<'_>,
    ) -> Result<Self, Errors> {
        let sites = Vec::<SiteRequest>::deserialize_from_value(value, location)?;
        let mut errors = Errors::default();
        if sites.len() > MOST_SITES {
            errors.push(location, ErrorCode::TooMany, "must be at most 10 sites");
        }
        if sites.iter().map(|site| site.libraries.len()).sum::<usize>() > MOST_LIBRARIES {
            let message = "must name at most 20 libraries over all sites";
            errors.push(location, ErrorCode::TooMany, message);
        }
        let mut addresses = BTreeSet::new();
        for (index, site) in sites.iter().enumerate() {
            let at = location.push_index(index);
            // SharePoint does not tell capitals apart.
            if !addresses.insert(String::from(site.url.clone()).to_lowercase()) {
                let message = "names a site that stands above; give its libraries there";
                errors.push(at.push_key("url"), ErrorCode::Duplicate, message);
            }
            let libraries = at.push_key("libraries");
            let mut names = BTreeSet::new();
            for (index, name) in site.libraries.iter().enumerate() {
                if !names.insert(name.as_str().to_lowercase()) {
                    let message = "names a library that stands above";
                    errors.push(libraries.push_index(index), ErrorCode::Duplicate, message);
                }
            }
        }
        let of_domain = |site: SiteRequest| Site {
            url: site.url,
            libraries: site.libraries,
        };
        errors.or(Self(sites.into_iter().map(of_domain).collect()))
    }
}
