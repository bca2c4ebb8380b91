use super::*;
use crate::verification::facts::{
    AdministratorSites, Evidence, OtherSites, RefusedBy, SignInRefusal, SystemUserAccess,
};
use jiff::Timestamp;
use uuid::Uuid;

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(minute * 60).unwrap()
}

fn seen<T>(value: T, minute: i64, account: Identity) -> Observed<T> {
    let evidence = Evidence {
        request: "GET /test".to_owned(),
        status: Some(200),
        error_code: None,
        request_id: None,
        account: Some(account),
        at: at(minute),
    };
    Observed::Seen { value, evidence }
}

fn down<T>() -> Observed<T> {
    Observed::unseen(Unobserved::MicrosoftUnavailable)
}

/// The default set and two more permissions, which were introduced with the second set.
fn grown(declared_set: u16) -> Manifest {
    let added = [
        (PermissionKind::Application, "Organization.Read.All", 71),
        (PermissionKind::Delegated, "Calendars.Read", 72),
    ];
    let added = added.map(|(kind, name, id)| Permission {
        name,
        kind,
        id: ObjectId::from_uuid(Uuid::from_u128(id)),
        reason: "a test",
        default: true,
        since: 2,
    });
    let first = Manifest::default();
    Manifest::of(first.permissions().cloned().chain(added)).declared_up_to(declared_set)
}

fn without(manifest: &Manifest, name: &str) -> Manifest {
    let others = manifest.permissions().filter(|other| other.name != name);
    Manifest::of(others.cloned())
}

/// Facts of a run in which these permissions are granted and no other fact was read.
fn facts(granted: &Manifest, minute: i64, account: Identity) -> TenantFacts {
    let roles = granted.application().map(|permission| GrantedRole {
        app_role_id: permission.id,
        of_graph: true,
    });
    let scopes = granted
        .delegated()
        .map(|permission| permission.name.to_owned());
    TenantFacts {
        app_access: seen(AppAccess::Granted, minute, Identity::App),
        service_principal: down(),
        granted_roles: seen(roles.collect(), minute, Identity::App),
        assignments: down(),
        tenant_wide_scopes: down(),
        delegated_scopes: seen(DelegatedScopes(scopes.collect()), minute, account),
        organization: down(),
        tenant_services: down(),
        system_user_access: down(),
        system_user: down(),
        system_user_groups: down(),
        licences: down(),
        mailbox: down(),
        sites: Vec::new(),
        other_sites: down::<OtherSites>(),
        administrator_sites: down::<AdministratorSites>(),
    }
}

/// Facts of a run in which Microsoft did not answer.
fn unread() -> TenantFacts {
    TenantFacts {
        app_access: down(),
        granted_roles: down(),
        delegated_scopes: down(),
        ..facts(&Manifest::default(), 1, Identity::SystemUser)
    }
}

/// The permissions of the second set.
const BEYOND: [&str; 2] = ["Organization.Read.All", "Calendars.Read"];

/// Required permissions of the sets after the first.
fn names_of(seen: &PermissionHistory, manifest: &Manifest) -> Vec<&'static str> {
    let required = seen.required(manifest);
    let later = required.permissions().filter(|it| it.since > FIRST_SET);
    later.map(|permission| permission.name).collect()
}

fn after(before: &PermissionHistory, granted: &Manifest, manifest: &Manifest) -> PermissionHistory {
    before.after(&facts(granted, 1, Identity::SystemUser), manifest, true)
}

fn first() -> PermissionHistory {
    let manifest = Manifest::default();
    after(&PermissionHistory::default(), &manifest, &manifest)
}

fn names(permissions: &[Permission]) -> Vec<&str> {
    permissions
        .iter()
        .map(|permission| permission.name)
        .collect()
}

#[test]
fn a_row_from_before_sets_were_counted_had_the_first() {
    let stored: PermissionHistory = serde_json::from_str("{}").unwrap();
    assert_eq!(stored, PermissionHistory::default());
    let state = stored.state(&grown(2));
    assert_eq!(state.required_set, 1);
    assert_eq!(state.granted_set, None);
    assert_eq!(state.upgrade, Upgrade::Unknown);
    assert!(state.missing.is_empty() && state.revocable.is_empty());
    assert_eq!(
        names(&state.to_approve),
        ["Organization.Read.All", "Calendars.Read"]
    );
}

#[test]
fn what_is_seen_reads_the_same_after_it_was_stored() {
    let manifest = grown(2);
    for seen in [first(), after(&first(), &manifest, &manifest)] {
        let stored = serde_json::to_string(&seen).unwrap();
        assert_eq!(
            serde_json::from_str::<PermissionHistory>(&stored).unwrap(),
            seen
        );
    }
}

#[test]
fn a_row_that_counted_sets_keeps_what_it_had_and_is_stored_by_the_permission() {
    let manifest = grown(2);
    let stored: PermissionHistory = serde_json::from_str(r#"{"complete_set": 2}"#).unwrap();
    assert_eq!(stored.required(&manifest), manifest);
    assert_eq!(stored.state(&manifest).required_set, 2);
    assert_eq!(stored.required(&Manifest::default()), Manifest::default());
    // The next run remembers it, though it sees nothing.
    let run = stored.after(&unread(), &manifest, true);
    assert_eq!(names_of(&run, &manifest), BEYOND);
    let text = serde_json::to_string(&run).unwrap();
    assert!(!text.contains("complete_set"), "{text}");
}

#[test]
fn a_new_manifest_shows_at_once_who_is_behind() {
    let state = first().state(&grown(2));
    assert_eq!(state.granted_set, Some(1));
    assert_eq!(
        (state.required_set, state.offered_set, state.current_set),
        (1, 2, 2)
    );
    assert_eq!(
        names(&state.missing),
        ["Organization.Read.All", "Calendars.Read"]
    );
    assert_eq!(state.upgrade, Upgrade::Behind);
}

#[test]
fn what_is_not_declared_yet_is_missing_and_cannot_be_approved() {
    let state = first().state(&grown(1));
    assert_eq!(
        names(&state.missing),
        ["Organization.Read.All", "Calendars.Read"]
    );
    assert!(state.to_approve.is_empty());
    assert_eq!(state.upgrade, Upgrade::Undeclared);
}

#[test]
fn half_approved_is_still_the_old_set_and_names_the_rest() {
    let manifest = grown(2);
    let half = without(&manifest, "Calendars.Read");
    let state = after(&first(), &half, &manifest).state(&manifest);
    assert_eq!((state.granted_set, state.required_set), (Some(1), 1));
    assert_eq!(names(&state.missing), ["Calendars.Read"]);
    assert_eq!(names(&state.to_approve), ["Calendars.Read"]);
    assert_eq!(state.upgrade, Upgrade::Behind);
}

#[test]
fn a_permission_once_granted_stays_required_though_its_set_was_never_complete() {
    let manifest = grown(2);
    for name in BEYOND {
        let half = after(&first(), &without(&manifest, name), &manifest);
        let other: Vec<&str> = BEYOND.into_iter().filter(|it| *it != name).collect();
        assert_eq!(names_of(&half, &manifest), other);
        // Lost: no upgrade, while the other one still is.
        let lost = after(&half, &Manifest::default(), &manifest);
        assert_eq!(names_of(&lost, &manifest), other);
        let state = lost.state(&manifest);
        assert_eq!(names(&state.missing), BEYOND);
        assert_eq!(names(&state.to_approve), [name]);
        assert_eq!(state.required_set, 1);
    }
}

#[test]
fn what_was_granted_once_outlasts_a_disconnection_and_what_was_seen_does_not() {
    let manifest = grown(2);
    let kept = after(&first(), &manifest, &manifest).over_disconnection();
    assert_eq!(names_of(&kept, &manifest), BEYOND);
    assert_eq!(kept.state(&manifest).granted_set, None);
    let old: PermissionHistory = serde_json::from_str(r#"{"complete_set": 2}"#).unwrap();
    assert_eq!(old.over_disconnection().required(&manifest), manifest);
}

#[test]
fn a_set_once_complete_stays_required_when_part_of_it_is_lost() {
    let manifest = grown(2);
    let complete = after(&first(), &manifest, &manifest);
    assert_eq!(complete.state(&manifest).required_set, 2);
    assert_eq!(complete.state(&manifest).upgrade, Upgrade::Nothing);
    let lost = after(&complete, &without(&manifest, "Calendars.Read"), &manifest);
    let state = lost.state(&manifest);
    assert_eq!((state.granted_set, state.required_set), (Some(1), 2));
    assert_eq!(names(&state.missing), ["Calendars.Read"]);
    // It was lost: that is no upgrade.
    assert_eq!(state.upgrade, Upgrade::Nothing);
    let nothing = after(&complete, &without(&manifest, "Mail.Send"), &manifest);
    assert_eq!(nothing.state(&manifest).granted_set, Some(0));
}

#[test]
fn what_is_not_asked_for_any_more_is_revocable_and_not_required_when_it_comes_back() {
    let (small, large) = (Manifest::default(), grown(2));
    let complete = after(&first(), &large, &large);
    let state = complete.state(&small);
    assert_eq!((state.required_set, state.granted_set), (1, Some(1)));
    let revocable = |name: &str, kind| Revocable {
        name: name.to_owned(),
        kind,
    };
    let unknown = "00000000-0000-0000-0000-000000000047";
    assert_eq!(
        state.revocable,
        [
            revocable(unknown, PermissionKind::Application),
            revocable("Calendars.Read", PermissionKind::Delegated),
        ]
    );
    assert!(state.missing.is_empty());
    // The administrator takes it back on our advice, and later it is asked for again.
    let shrunk = after(&complete, &small, &small);
    assert_eq!(names_of(&shrunk, &large), [""; 0]);
    let state = after(&shrunk, &small, &large).state(&large);
    assert_eq!((state.required_set, state.upgrade), (1, Upgrade::Behind));
}

#[test]
fn a_role_of_another_api_grants_nothing_and_is_revocable() {
    let manifest = Manifest::default();
    let mut facts = facts(&manifest, 1, Identity::SystemUser);
    let id = manifest.application().next().unwrap().id;
    let foreign = GrantedRole {
        app_role_id: id,
        of_graph: false,
    };
    facts.granted_roles = seen([foreign].into(), 1, Identity::App);
    let state = PermissionHistory::default()
        .after(&facts, &manifest, true)
        .state(&manifest);
    assert_eq!(names(&state.missing), ["Application.Read.All"]);
    assert_eq!(state.revocable[0].name, id.to_string());
}

#[test]
fn an_administrators_personal_grants_count_for_nobody_where_there_is_a_system_user() {
    let manifest = grown(2);
    let facts = facts(&manifest, 1, Identity::Administrator);
    let named = first().after(&facts, &manifest, true);
    // The application's own token shows its permission, whoever signed in.
    let application = ["Organization.Read.All"];
    assert_eq!(names_of(&named, &manifest), application);
    // What the next run cannot read makes nobody a witness of the sighting before.
    let later = named.after(&unread(), &manifest, true);
    assert_eq!(names_of(&later, &manifest), application);
    let unnamed = first().after(&facts, &manifest, false);
    assert_eq!(names_of(&unnamed, &manifest), BEYOND);
}

#[test]
fn what_a_run_could_not_read_keeps_what_was_seen_unless_it_is_known_to_be_gone() {
    let manifest = Manifest::default();
    let run = |change: fn(&mut TenantFacts)| {
        let mut facts = facts(&manifest, 2, Identity::SystemUser);
        change(&mut facts);
        first().after(&facts, &manifest, true).state(&manifest)
    };
    let disturbed = run(|facts| {
        facts.granted_roles = down();
        facts.delegated_scopes = down();
    });
    assert_eq!(disturbed.granted_set, Some(1));
    let half = run(|facts| facts.delegated_scopes = down());
    assert_eq!(half.granted_set, Some(1));
    let recreated = run(|facts| {
        facts.delegated_scopes = Observed::unseen(Unobserved::Recreated);
    });
    assert_eq!(recreated.granted_set, None);
    let refused = run(|facts| facts.granted_roles = Observed::unseen(Unobserved::Refused));
    assert_eq!(refused.granted_set, None);
    let gone = run(|facts| {
        let refused = AppAccess::Refused(AppRefusal::NotRegistered);
        facts.app_access = seen(refused, 2, Identity::App);
        facts.granted_roles = down();
        facts.delegated_scopes = down();
    });
    assert_eq!(gone.granted_set, None);
    let withdrawn = run(|facts| {
        let by_consent = SystemUserAccess::Refused(SignInRefusal {
            by: RefusedBy::Consent,
            number: Some(65_001),
        });
        facts.delegated_scopes = down();
        facts.system_user_access = seen(by_consent, 2, Identity::SystemUser);
    });
    assert_eq!(withdrawn.granted_set, Some(0));
    assert_eq!(withdrawn.missing.len(), 4);
}

#[test]
fn the_host_app_is_told_once_when_something_waits_and_once_when_nothing_does() {
    let manifest = grown(2);
    let mut seen = first();
    assert_eq!(seen.tell(&Manifest::default()), None);
    assert_eq!(seen.tell(&grown(1)), None, "nobody can approve it yet");
    assert_eq!(seen.tell(&manifest), Some(PermissionsChange::Behind));
    assert_eq!(seen.tell(&manifest), None);
    assert_eq!(seen.tell(&grown(1)), None);
    let mut seen = after(&seen, &without(&manifest, "Calendars.Read"), &manifest);
    assert_eq!(seen.tell(&manifest), None);
    let mut complete = after(&seen, &manifest, &manifest);
    assert_eq!(complete.tell(&manifest), Some(PermissionsChange::Complete));
    assert_eq!(complete.tell(&manifest), None);
    assert_eq!(
        PermissionHistory::default().tell(&manifest),
        None,
        "never seen"
    );
    // Rolled back: nothing waits any more.
    assert_eq!(
        seen.tell(&Manifest::default()),
        Some(PermissionsChange::Complete)
    );
}
