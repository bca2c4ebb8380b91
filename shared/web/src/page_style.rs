//! Style of a deployment's pages: its brand, with the style sheet, script and icon in its colour, and the hosts from which
//! they may load.

use crate::{
    assets::Assets,
    headers::{Policies, Surface, page_headers},
};
use domain::brand::Brand;
use http::HeaderMap;
use url::Url;

/// Style of a deployment's pages.
#[derive(Debug)]
pub struct PageStyle {
    /// The brand.
    pub brand: Brand,
    pub(crate) assets: Assets,
    /// The content security policy of pages with a form, and of pages without.
    pub(crate) policies: Policies,
}

impl PageStyle {
    /// Style of a brand. The only other host from which a page loads something is that of the logo.
    pub fn new(brand: Brand) -> Self {
        let logo = brand.logo.as_ref().map(Url::origin);
        let logo = logo.map(|origin| origin.ascii_serialization());
        Self {
            assets: Assets::new(brand.shades),
            policies: Policies::new(logo.as_deref()),
            brand,
        }
    }

    /// The headers of an answer in this style.
    pub fn headers(&self, surface: Surface, request_id: &str) -> HeaderMap {
        page_headers(&self.policies, surface, request_id)
    }

    /// The style sheet, script and icon.
    pub fn assets(&self) -> &Assets {
        &self.assets
    }
}
