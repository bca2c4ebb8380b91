//! The many people and groups of a large tenant, made by a recipe in place of a file of thousands of lines.
//!
//! They come into being when somebody looks into the tenant, so a tenant nobody looks into costs nothing.

use std::collections::BTreeSet;
use std::mem::take;

use uuid::Uuid;

use crate::group::Group;
use crate::tenant::Description;
use crate::user::User;

const FIRST_NAMES: [&str; 50] = [
    "Ada",
    "Zoë",
    "Anne-Sophie",
    "Björn",
    "Chloé",
    "Diego",
    "Elif",
    "François",
    "Gökhan",
    "Hannah",
    "Inès",
    "José",
    "Katarzyna",
    "Lucía",
    "Mårten",
    "Nils",
    "Oluwaseun",
    "Priya",
    "Quentin",
    "Renée",
    "Søren",
    "Tomáš",
    "Uma",
    "Väinö",
    "Wanjiru",
    "Xavier",
    "Yuki",
    "Željko",
    "Amélie",
    "Bram",
    "Caoimhe",
    "Dagmar",
    "Émile",
    "Fenna",
    "Giulia",
    "Hendrik",
    "Iwona",
    "Jean-Baptiste",
    "Kevin",
    "Liselotte",
    "Maximiliaan",
    "Noémie",
    "Øystein",
    "Pieter-Jan",
    "Rosalía",
    "Siân",
    "Thijs",
    "Ülkü",
    "Vladimíra",
    "Wolfgang",
];
const LAST_NAMES: [&str; 50] = [
    "Smith",
    "O'Brien",
    "Müller",
    "D'Hondt",
    "Núñez",
    "van den Berg",
    "García",
    "Łukasiewicz",
    "Papadimitrakopoulos",
    "Ó Súilleabháin",
    "Janssens",
    "McDonald",
    "Dvořák",
    "Åkesson",
    "Yılmaz",
    "Peeters",
    "de la Fontaine",
    "Østergaard",
    "Kowalczyk",
    "Nguyen",
    "L'Écuyer",
    "Schröder",
    "Wolfeschlegelsteinhausenbergerdorff",
    "Okonkwo",
    "Žižka",
    "Claes",
    "Lefèvre",
    "Ferreira",
    "Horváth",
    "Ionescu",
    "Krishnamurthy",
    "Bianchi",
    "Meier",
    "Novák",
    "Petrović",
    "Rossi",
    "Sørensen",
    "Tanaka",
    "Vandenbroucke",
    "Willems",
    "Zimmermann",
    "Montgomery-Fitzgerald",
    "Li",
    "Ng",
    "Čapek",
    "Désiré",
    "Aerts",
    "Bakker",
    "Cools",
    "Haddad",
];
const DEPARTMENTS: [&str; 13] = [
    "Accounts",
    "Architecture",
    "Engineering",
    "Estimating",
    "Facilities",
    "Human resources",
    "Interiors",
    "Legal",
    "Marketing",
    "Planning",
    "Purchasing",
    "Site management",
    "Surveying",
];
const PLACES: [&str; 10] = [
    "Antwerp",
    "Brussels",
    "Düsseldorf",
    "Ghent",
    "Kraków",
    "Lisbon",
    "Lyon",
    "Rotterdam",
    "São Paulo",
    "Zürich",
];

/// Marks the ids of people and of groups: the tenant's own id with another beginning, so each tenant has its own.
const PEOPLE: usize = 0x0010_0000;
const GROUPS: usize = 0x0020_0000;

impl Description {
    /// Brings the generated people and groups into being, where that has not happened yet.
    pub(crate) fn populate(&mut self) {
        let (people, groups) = (
            take(&mut self.generated_users),
            take(&mut self.generated_groups),
        );
        if people == 0 && groups == 0 {
            return;
        }
        let domain = self.verified_domains.first().cloned().unwrap_or_default();
        let first = self.users.len();
        let tenant = self.tenant_id;
        self.users
            .extend((0..people).map(|index| person(tenant, &domain, index)));
        let ids: Vec<Uuid> = self.users.iter().skip(first).map(|user| user.id).collect();
        let made = (0..groups).map(|index| {
            let members = match index.checked_sub(1) {
                None => ids.iter().copied().collect(),
                Some(offset) => ids
                    .iter()
                    .copied()
                    .skip(offset)
                    .step_by(groups - 1)
                    .collect(),
            };
            group(tenant, &domain, index, members)
        });
        self.groups.extend(made);
    }

    /// How many people and groups are of the recipe alone, whether they came into being or not.
    pub(crate) fn generated(&self) -> (usize, usize) {
        let people = self.users.iter().filter(|user| user.generated).count();
        let groups = self.groups.iter().filter(|group| group.generated).count();
        (
            self.generated_users + people,
            self.generated_groups + groups,
        )
    }
}

fn person(tenant: Uuid, domain: &str, index: usize) -> User {
    let names = FIRST_NAMES.len() * LAST_NAMES.len();
    let first = FIRST_NAMES[index % FIRST_NAMES.len()];
    let last = LAST_NAMES[index % names / FIRST_NAMES.len()];
    let again = match index / names {
        0 => String::new(),
        round => round.to_string(),
    };
    let name = format!("{}.{}{again}@{domain}", plain(first), plain(last));
    User {
        generated: true,
        ..User::ordinary(id(tenant, PEOPLE, index), name, format!("{first} {last}"))
    }
}

/// The first has everybody; of the others every tenth is a distribution list and every tenth a Microsoft 365 group, and
/// neither is for security (<https://learn.microsoft.com/en-us/graph/api/resources/groups-overview>).
fn group(tenant: Uuid, domain: &str, index: usize, members: BTreeSet<Uuid>) -> Group {
    let (display_name, description) = match index.checked_sub(1) {
        None => (
            "All staff".to_owned(),
            "Everybody who works here".to_owned(),
        ),
        Some(rest) => {
            let department = DEPARTMENTS[rest % DEPARTMENTS.len()];
            let place = PLACES[rest / DEPARTMENTS.len() % PLACES.len()];
            let again = match rest / (DEPARTMENTS.len() * PLACES.len()) {
                0 => String::new(),
                round => format!(" {round}"),
            };
            (
                format!("{department} {place}{again}"),
                format!("Colleagues of {department} in {place}"),
            )
        }
    };
    let (is_list, is_unified) = (index % 10 == 4, index % 10 == 7);
    let mail_enabled = is_list || is_unified;
    let address = format!("{}@{domain}", plain(&display_name.replace(' ', "-")));
    Group {
        description: Some(description),
        mail: mail_enabled.then_some(address),
        security_enabled: !mail_enabled,
        mail_enabled,
        group_types: is_unified
            .then(|| "Unified".to_owned())
            .into_iter()
            .collect(),
        members,
        generated: true,
        ..Group::empty(id(tenant, GROUPS, index), display_name)
    }
}

fn id(tenant: Uuid, mark: usize, index: usize) -> Uuid {
    let beginning = u128::try_from(mark + index).unwrap_or_default();
    Uuid::from_u128(tenant.as_u128() ^ (beginning << 96))
}

/// A name as it stands in an address: letters without marks, and the apostrophe and hyphen that user principal names may
/// have (<https://learn.microsoft.com/en-us/entra/identity/hybrid/connect/plan-connect-userprincipalname>).
fn plain(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .filter_map(letter)
        .collect()
}

fn letter(letter: char) -> Option<char> {
    let plain = match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ë' | 'ê' => 'e',
        'ì' | 'í' | 'ï' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' => 'n',
        'ó' | 'ö' | 'ø' => 'o',
        'ř' => 'r',
        'š' => 's',
        'ú' | 'ü' => 'u',
        'ž' => 'z',
        other => other,
    };
    (plain.is_ascii_alphanumeric() || plain == '\'' || plain == '-').then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn large() -> Description {
        let tenants = crate::catalogue::load().unwrap();
        tenants
            .into_iter()
            .find(|tenant| tenant.key == "many-people")
            .unwrap()
    }

    #[test]
    fn everybody_has_an_id_and_an_address_of_his_own() {
        let mut tenant = large();
        assert_eq!(tenant.generated(), (2_500, 130));
        tenant.populate();
        tenant.populate();
        assert_eq!(tenant.generated(), (2_500, 130));
        let users = || tenant.users.iter();
        let ids: BTreeSet<_> = users().map(|user| user.id).collect();
        let names: BTreeSet<_> = users().map(|user| &user.user_principal_name).collect();
        assert_eq!((ids.len(), names.len()), (2_503, 2_503));
        for name in names {
            let (local, _) = name.split_once('@').unwrap();
            assert!(
                local.len() <= 64 && local.is_ascii() && local.len() > 2,
                "{name}"
            );
        }
        let groups: BTreeSet<_> = tenant.groups.iter().map(|group| group.id).collect();
        assert_eq!(groups.len(), 131);
        assert!(groups.is_disjoint(&ids));
        let all = tenant.find_group("All staff").unwrap();
        assert_eq!(all.members.len(), 2_500);
        let smaller = tenant
            .groups
            .iter()
            .filter(|group| group.generated && group.id != all.id);
        assert_eq!(
            smaller.map(|group| group.members.len()).sum::<usize>(),
            2_500
        );
    }

    #[test]
    fn a_copy_has_people_of_its_own_whether_they_were_there_or_not() {
        let mut tenant = large();
        let mut early = tenant.copied();
        tenant.populate();
        let mut late = tenant.copied();
        early.populate();
        late.populate();
        let ids = |tenant: &Description| -> BTreeSet<Uuid> {
            tenant.users.iter().map(|user| user.id).collect()
        };
        for copy in [&early, &late] {
            assert!(ids(copy).is_disjoint(&ids(&tenant)));
            let all = copy.find_group("All staff").unwrap();
            assert_eq!(all.members.len(), 2_500);
            assert!(all.members.is_subset(&ids(copy)));
            let domain = &copy.verified_domains[0];
            assert!(
                copy.users
                    .iter()
                    .all(|user| user.user_principal_name.ends_with(domain))
            );
        }
    }
}
