//! A registration's support code, which a person reads to support over the telephone.

use crate::{
    clock::{Random, RandomUnavailable},
    customer::InvalidValue,
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Crockford's base32 (<https://www.crockford.com/base32.html>): no I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Bits of a character.
const BITS: u32 = 5;

/// Characters of a code, without its hyphen.
const LENGTH: usize = 8;

/// A code of 40 random bits, shown as `7K2M-X4QD`. It helps those who may read a registration to find it and gives no right of
/// its own, so it may be read out and written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SupportCode(u64);

impl SupportCode {
    /// A new code. Two codes are rarely equal, so the store checks for that.
    ///
    /// # Errors
    /// [`RandomUnavailable`] when the system gives no random bytes.
    pub fn generate(random: &dyn Random) -> Result<Self, RandomUnavailable> {
        let mut bytes = [0; 5];
        random.fill(&mut bytes)?;
        let bits = bytes
            .iter()
            .fold(0, |bits, byte| bits << 8 | u64::from(*byte));
        Ok(Self(bits))
    }
}

/// Value of a character as people write it: in either case, O for 0, I and L for 1.
fn value_of(character: char) -> Option<u64> {
    let plain = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let position = ALPHABET
        .iter()
        .position(|known| char::from(*known) == plain);
    position.and_then(|position| u64::try_from(position).ok())
}

impl FromStr for SupportCode {
    type Err = InvalidValue;

    /// Reads a code as people write it, ignoring hyphens and spaces.
    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let error = InvalidValue::new("must be a support code such as 7K2M-X4QD");
        let mut length = 0;
        let mut bits = 0;
        for character in text.chars().filter(|character| !" -".contains(*character)) {
            length += 1;
            if length > LENGTH {
                return Err(error);
            }
            bits = bits << BITS | value_of(character).ok_or_else(|| error.clone())?;
        }
        if length == LENGTH {
            Ok(Self(bits))
        } else {
            Err(error)
        }
    }
}

impl fmt::Display for SupportCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        let mut shift = BITS * 8;
        for position in 0..LENGTH {
            if position == LENGTH / 2 {
                formatter.write_char('-')?;
            }
            shift -= BITS;
            let value = usize::try_from(self.0 >> shift & 31).map_err(|_| fmt::Error)?;
            let character = ALPHABET.get(value).ok_or(fmt::Error)?;
            formatter.write_char(char::from(*character))?;
        }
        Ok(())
    }
}

impl TryFrom<String> for SupportCode {
    type Error = InvalidValue;

    fn try_from(text: String) -> Result<Self, InvalidValue> {
        text.parse()
    }
}

impl From<SupportCode> for String {
    fn from(code: SupportCode) -> Self {
        code.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use test_case::test_case;

    struct These([u8; 5]);

    impl Random for These {
        fn fill(&self, destination: &mut [u8]) -> Result<(), RandomUnavailable> {
            destination.copy_from_slice(&self.0);
            Ok(())
        }
    }

    #[test_case([0; 5], "0000-0000"; "all zero")]
    #[test_case([0xFF; 5], "ZZZZ-ZZZZ"; "all one")]
    #[test_case([0, 0, 0, 0, 1], "0000-0001"; "the last bit")]
    #[test_case([0x84, 0, 0, 0, 0], "GG00-0000"; "the first bits")]
    fn all_forty_bits_show(bytes: [u8; 5], shown: &str) {
        let code = SupportCode::generate(&These(bytes)).unwrap();
        assert_eq!(code.to_string(), shown);
    }

    #[test_case("7K2M-X4QD"; "as it is shown")]
    #[test_case("7k2m-x4qd"; "lower case")]
    #[test_case("7K2MX4QD"; "no hyphen")]
    #[test_case(" 7K2M X4QD "; "spaces")]
    fn a_code_is_read_as_people_write_it(text: &str) {
        assert_eq!(
            text.parse::<SupportCode>().unwrap().to_string(),
            "7K2M-X4QD"
        );
    }

    #[test_case("OoIi-LlO0", "0011-1100"; "letters that look like digits")]
    fn look_alikes_are_read_as_digits(text: &str, meant: &str) {
        assert_eq!(text.parse::<SupportCode>().unwrap().to_string(), meant);
    }

    #[test_case(""; "nothing")]
    #[test_case("7K2M-X4Q"; "too short")]
    #[test_case("7K2M-X4QD7"; "too long")]
    #[test_case("7K2M-X4QU"; "a letter that no code has")]
    #[test_case("7K2M_X4QD"; "another sign")]
    #[test_case("7K2M-X4Qß"; "beyond ascii")]
    fn anything_else_is_refused(text: &str) {
        assert!(text.parse::<SupportCode>().is_err());
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_as_the_same(bytes: [u8; 5]) {
            let code = SupportCode::generate(&These(bytes)).unwrap();
            let shown = code.to_string();
            prop_assert_eq!(shown.len(), 9);
            prop_assert_eq!(shown.parse(), Ok(code));
            prop_assert_eq!(shown.to_lowercase().parse(), Ok(code));
        }

        #[test]
        fn reading_never_panics(text in ".{0,40}") {
            let _ = text.parse::<SupportCode>();
        }
    }

    #[test]
    fn fuzzed_support_codes_are_written_in_one_way() {
        fuzz::text(
            "support code",
            &["7K2M-X4QD", "7k2m x4qd", "OIL0-1111"],
            |text| {
                let Ok(code) = text.parse::<SupportCode>() else {
                    return false;
                };
                let written = code.to_string();
                assert_eq!(written.parse::<SupportCode>().unwrap(), code);
                assert_eq!(written.len(), 9);
                let is_plain = |byte: u8| byte == b'-' || ALPHABET.contains(&byte);
                assert!(written.bytes().all(is_plain), "{written}");
                let significant = |character: &char| !" -".contains(*character);
                assert_eq!(text.chars().filter(significant).count(), LENGTH);
                true
            },
        );
    }
}
