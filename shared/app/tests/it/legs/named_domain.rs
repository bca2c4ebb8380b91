//! A domain that the person names leads to a sign-in page and pins nothing.

use super::{ADMINISTRATOR, Traveller};
use crate::samples::{TENANT, consented, start};
use app::legs::{BeginError, sign_in::Wish};
use domain::{
    clock::Clock as _,
    customer::DomainName,
    registration::{Lifecycle, Pinning, Registration},
};
use test_case::test_case;

fn invited(expected_domain: Option<&str>) -> Registration {
    let domain = expected_domain.map(|domain| DomainName::try_from(domain.to_owned()).unwrap());
    Registration {
        lifecycle: Lifecycle::Invited,
        expected_domain: domain,
        ..consented(1)
    }
}

#[tokio::test]
async fn t02_a_domain_that_a_guest_names_leads_there_and_pins_nothing() {
    let mut traveller = Traveller::new(&invited(None)).await;
    for typed in ["contoso.example", " Contoso.Example "] {
        let location = traveller.sign_in(Wish::Domain(typed)).await.unwrap();
        assert!(location.path().contains(TENANT), "{typed}");
        assert_eq!(traveller.flow().await.pinned_tenant, None);
    }
    let location = traveller.sign_in(Wish::Domain("")).await.unwrap();
    assert!(location.path().contains("organizations"));

    let location = traveller
        .sign_in(Wish::Domain("contoso.example"))
        .await
        .unwrap();
    traveller.comes_back_as(&location, ADMINISTRATOR).await;
    let signed_in = traveller.flow().await.signed_in.unwrap();
    assert_eq!(signed_in.pinned, Pinning::No);
}

#[test_case("fabrikam.example"; "unknown to Microsoft")]
#[test_case("no domain"; "no domain")]
#[test_case("../x"; "a path")]
#[tokio::test]
async fn a_named_domain_that_leads_nowhere_is_told(typed: &str) {
    let mut traveller = Traveller::new(&invited(None)).await;
    let refused = traveller.sign_in(Wish::Domain(typed)).await;
    assert!(matches!(refused, Err(BeginError::UnknownNamedDomain)));
}

#[tokio::test]
async fn t02_a_named_domain_takes_no_place_of_the_one_that_the_host_app_gave() {
    let mut traveller = Traveller::new(&invited(Some("contoso.example"))).await;
    let location = traveller
        .sign_in(Wish::Domain("fabrikam.example"))
        .await
        .unwrap();
    assert!(location.path().contains(TENANT));
    assert!(traveller.flow().await.pinned_tenant.is_some());
    assert_eq!(traveller.world.clock.now(), start());
}
