//! The brand of a deployment: names, logo, colour and links.

mod colour;

pub use colour::{Colour, ColourError, Shades};
use url::Url;

/// A brand.
#[derive(Debug, Clone)]
pub struct Brand {
    /// The app's name, as Microsoft shows it.
    pub app: String,
    /// The company's name.
    pub company: String,
    /// Place where customers find help: a mail address or an `https` address.
    pub support: String,
    /// Address (`https`) of the logo; without one, pages show the company's name in its place.
    pub logo: Option<Url>,
    /// Address of the page about the protection of personal data.
    pub privacy: Option<Url>,
    /// Address of the page about security.
    pub security: Option<Url>,
    /// The colour of buttons, links and icon.
    pub shades: Shades,
}
