//! Cursors of lists: sealed, so that they reveal nothing of the table and no caller can forge one, and bound to their list, its
//! filters, the key's owner and the customers that the key reaches (T52).

use crate::{
    host::api_key::Caller,
    secrets::sealing::{Sealing, SealingError},
};
use domain::{clock::Random, customer::CustomerId, flow::SealedValue};
use secrecy::ExposeSecret as _;

/// The text is not a cursor of this list for this caller, or its sealing key is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one of this list")]
pub struct ForeignCursor;

/// One list as one caller requests it.
#[derive(Debug, Clone)]
pub struct Cursors {
    place: String,
}

impl Cursors {
    /// Cursors of a list. `list` names it with all its filters.
    pub fn new(caller: &Caller, list: &str) -> Self {
        // Neither an owner nor a customer has a space or a comma, and no customer is called `*`.
        let reach = caller.customers.as_ref().map_or("*".to_owned(), |all| {
            let all: Vec<_> = all.iter().map(CustomerId::as_str).collect();
            all.join(",")
        });
        let place = format!("cursor {} {reach} {list}", caller.owner);
        Self { place }
    }

    /// Seals a position of the list.
    ///
    /// # Errors
    /// See [`Sealing::seal`].
    pub fn seal(
        &self,
        sealing: &Sealing,
        random: &dyn Random,
        position: &str,
    ) -> Result<String, SealingError> {
        Ok(sealing.seal(random, &self.place, position)?.0)
    }

    /// Opens a cursor.
    ///
    /// # Errors
    /// [`ForeignCursor`] for every text that was not sealed for this list and caller under a key that still exists.
    pub fn open(&self, sealing: &Sealing, cursor: &str) -> Result<String, ForeignCursor> {
        let opened = sealing.open(&self.place, &SealedValue(cursor.to_owned()));
        let position = opened.map_err(|_| ForeignCursor)?;
        Ok(position.expose_secret().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{api_key::KeyOwner, clock::RandomUnavailable};

    struct Fixed;

    impl Random for Fixed {
        fn fill(&self, destination: &mut [u8]) -> Result<(), RandomUnavailable> {
            destination.fill(9);
            Ok(())
        }
    }

    fn sealing(byte: u8) -> Sealing {
        Sealing::new([("k1", [byte; 32].as_slice())]).unwrap()
    }

    fn caller(key: &str, customers: Option<&[&str]>) -> Caller {
        let customers = customers.map(|names| {
            let names = names.iter().map(|name| (*name).to_owned());
            names.map(|name| name.try_into().unwrap()).collect()
        });
        Caller::new(key, customers)
    }

    #[test]
    fn t52_a_cursor_opens_for_its_own_list_and_reach_alone() {
        let one = caller("abcdefgh", Some(&["contoso", "fabrikam"]));
        let own = Cursors::new(&one, "registrations health=broken");
        let cursor = own.seal(&sealing(7), &Fixed, "position").unwrap();
        assert!(!cursor.contains("position"));
        assert_eq!(own.open(&sealing(7), &cursor).unwrap(), "position");
        let next_key = caller("ijklmnop", Some(&["contoso", "fabrikam"]));
        let after_rotation = Cursors::new(&next_key, "registrations health=broken");
        assert_eq!(
            after_rotation.open(&sealing(7), &cursor).unwrap(),
            "position"
        );
        let mut other_owner = caller("abcdefgh", Some(&["contoso", "fabrikam"]));
        other_owner.owner = KeyOwner::try_from("portal".to_owned()).unwrap();
        for foreign in [
            Cursors::new(&one, "registrations"),
            Cursors::new(&one, "registrations health=healthy"),
            Cursors::new(
                &caller("abcdefgh", Some(&["contoso"])),
                "registrations health=broken",
            ),
            Cursors::new(&caller("abcdefgh", None), "registrations health=broken"),
            Cursors::new(
                &caller("abcdefgh", Some(&[])),
                "registrations health=broken",
            ),
            Cursors::new(&other_owner, "registrations health=broken"),
        ] {
            assert_eq!(
                foreign.open(&sealing(7), &cursor),
                Err(ForeignCursor),
                "{foreign:?}"
            );
        }
        assert_eq!(own.open(&sealing(8), &cursor), Err(ForeignCursor));
    }

    #[test]
    fn t52_a_forged_or_damaged_cursor_opens_nothing() {
        let own = Cursors::new(&caller("abcdefgh", None), "registrations");
        let cursor = own.seal(&sealing(7), &Fixed, "* ").unwrap();
        for end in 0..cursor.len() {
            assert!(own.open(&sealing(7), &cursor[..end]).is_err());
        }
        for forged in [
            "",
            "eyJQSyI6IlJFRyMxIn0",
            "k1.CQkJCQkJCQkJCQkJ.AAAA",
            "k1..",
            "..",
            "é.é.é",
        ] {
            assert!(own.open(&sealing(7), forged).is_err(), "{forged}");
        }
    }
}
