//! The accent colour: a shade for light pages, and one for dark pages that is mixed from it.

use std::fmt;

/// Reason why a colour cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ColourError {
    /// It is not written as `#rrggbb`.
    #[error("AccentColour must be written as #rrggbb")]
    NotAColour,
    /// White text on it, or text in it on the ground of a light page, has less contrast than 4.5 to 1
    /// (<https://www.w3.org/WAI/WCAG22/Understanding/contrast-minimum.html>).
    #[error("AccentColour must be darker: its contrast on a light page is below 4.5 to 1")]
    TooLight,
}

/// A colour of sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    const WHITE: Self = Self([0xff; 3]);
    /// Background of light pages, the darkest one on which links stand there.
    const LIGHT_GROUND: Self = Self([0xf4, 0xf5, 0xf2]);
    /// Background of cards on dark pages, the lightest one there that carries text in the accent colour.
    const DARK_PAPER: Self = Self([0x1b, 0x20, 0x24]);
    const OURS: Self = Self([0x14, 0x56, 0x4f]);

    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| {
            digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        })?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// Relative luminance, from 0 to 1 (<https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>).
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 {
                channel / 12.92
            } else {
                ((channel + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast of two colours, from 1 to 21 (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).
    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(two) / one.min(two)
    }

    /// This colour mixed with another, of which it takes `parts` of 16.
    fn mixed(self, other: Self, parts: u16) -> Self {
        let mut mixed = self.0;
        for (own, other) in mixed.iter_mut().zip(other.0) {
            let sum = u16::from(*own) * (16 - parts) + u16::from(other) * parts;
            *own = u8::try_from(sum / 16).unwrap_or(u8::MAX);
        }
        Self(mixed)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The accent colour and the shades that are mixed from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shades {
    /// Shade on light pages.
    pub light: Colour,
    /// Shade on dark pages.
    pub dark: Colour,
}

impl Default for Shades {
    fn default() -> Self {
        Self::mixed_from(Colour::OURS)
    }
}

impl Shades {
    /// The shades of a colour.
    ///
    /// # Errors
    /// See [`ColourError`].
    pub fn of(accent: &str) -> Result<Self, ColourError> {
        let colour = Colour::parse(accent).ok_or(ColourError::NotAColour)?;
        if colour.contrast(Colour::LIGHT_GROUND) < READABLE {
            return Err(ColourError::TooLight);
        }
        Ok(Self::mixed_from(colour))
    }

    fn mixed_from(light: Colour) -> Self {
        let mixtures = (0..=16).map(|parts| light.mixed(Colour::WHITE, parts));
        let mut readable =
            mixtures.filter(|colour| colour.contrast(Colour::DARK_PAPER) >= COMFORTABLE);
        Self {
            light,
            dark: readable.next().unwrap_or(Colour::WHITE),
        }
    }

    /// Rules of a style sheet (CSS) that set the shades.
    pub fn rules(&self) -> String {
        let Self { light, dark } = self;
        let light_ground = light.mixed(Colour::WHITE, 14);
        let dark_ground = light.mixed(Colour::DARK_PAPER, 10);
        format!(
            ":root{{--accent:{light};--accent-ink:#fff;--accent-ground:{light_ground}}}\n\
             @media (prefers-color-scheme:dark){{:root{{--accent:{dark};--accent-ink:#10161a;--accent-ground:{dark_ground}}}}}\n"
        )
    }
}

/// Least contrast of text on its background.
const READABLE: f64 = 4.5;
/// Least contrast of the shade for dark pages, which is used on several backgrounds.
const COMFORTABLE: f64 = 7.0;

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("#6d6d6d"; "grey near the limit")]
    #[test_case("#14564f"; "ours")]
    #[test_case("#000000"; "black")]
    #[test_case("#B00020"; "red in capitals")]
    #[test_case("#0000ff"; "blue")]
    fn text_in_an_accepted_colour_can_be_read_everywhere(accent: &str) {
        let shades = Shades::of(accent).unwrap();
        let dark_ink = Colour::parse("#10161a").unwrap();
        let (light_ground, dark_ground) = (
            shades.light.mixed(Colour::WHITE, 14),
            shades.light.mixed(Colour::DARK_PAPER, 10),
        );
        for (one, other) in [
            (shades.light, Colour::WHITE),
            (shades.light, Colour::parse("#f4f5f2").unwrap()),
            (shades.dark, Colour::DARK_PAPER),
            (shades.dark, dark_ink),
            (shades.light, light_ground),
            (shades.dark, dark_ground),
        ] {
            // On the tinted grounds stands a sign of a step, which is a large one: 3 to 1.
            let least = if other == light_ground || other == dark_ground {
                3.0
            } else {
                READABLE
            };
            assert!(one.contrast(other) >= least, "{accent}: {one} on {other}");
        }
    }

    #[test_case("#767676", ColourError::TooLight; "a shade too light")]
    #[test_case("#ffff00", ColourError::TooLight; "yellow")]
    #[test_case("14564f", ColourError::NotAColour; "no hash")]
    #[test_case("#14564", ColourError::NotAColour; "too short")]
    #[test_case("#+14564", ColourError::NotAColour; "a sign")]
    #[test_case("teal", ColourError::NotAColour; "a name")]
    #[test_case("#14564f;}", ColourError::NotAColour; "more than a colour")]
    fn a_colour_that_cannot_be_used_is_refused(accent: &str, expected: ColourError) {
        assert_eq!(Shades::of(accent), Err(expected));
    }

    #[test]
    fn the_contrast_is_that_of_the_standard() {
        let black = Colour([0; 3]);
        assert!((Colour::WHITE.contrast(black) - 21.0).abs() < 0.001);
        assert!((Colour::WHITE.contrast(Colour::WHITE) - 1.0).abs() < 0.001);
    }
}
