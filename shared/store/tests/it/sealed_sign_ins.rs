//! The system users' refresh tokens in the table, beside a Secrets Manager that may hold older ones.

use crate::{
    double::{self, Asked},
    samples::{at, connected, invitation, registration, registration_id, tenant},
    system_users::{Secret, account, refused, settings, sign_in},
    table::{Table, config},
};
use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    ids::ObjectId,
    registration::{Registration, SystemUserConnection},
};
use secrecy::ExposeSecret as _;
use std::sync::{Arc, Mutex};
use store::system_users::{
    Recovery, SystemUserAccount, SystemUserKeeper, SystemUserSecret, SystemUsers, SystemUsersError,
    TokenStore, Whereabouts,
};
use test_case::test_case;
use uuid::Uuid;

/// A table, a key and a Secrets Manager with at most one secret.
pub(crate) struct Deployment {
    pub(crate) table: Table,
    requests: Arc<Mutex<Vec<Asked>>>,
    endpoint: String,
}

pub(crate) fn sort(number: u128) -> String {
    format!("SYSTEM_USER#{}", account(number).object_id)
}

pub(crate) fn partition(number: u64) -> String {
    format!("REG#{}", registration_id(number))
}

fn version(attempt: u128) -> String {
    Uuid::from_u128(attempt).to_string()
}

impl Deployment {
    pub(crate) async fn new() -> Self {
        let mut secret = Secret::default();
        let answer = move |asked: &Asked| match asked.operation.as_str() {
            "GenerateDataKey" | "Decrypt" => emulated_kms::answer(&asked.operation, &asked.body),
            _ => secret.answer(asked),
        };
        let (endpoint, requests) = double::serve(answer).await;
        Self {
            table: Table::new().await,
            requests,
            endpoint,
        }
    }

    pub(crate) fn users(&self, home: TokenStore) -> SystemUsers {
        let aws = config(&self.endpoint);
        SystemUsers::new(&aws, self.table.store.clone(), settings(home))
    }

    fn keeper(&self, home: TokenStore) -> SystemUserKeeper {
        SystemUserKeeper::new(self.users(home), "key".to_owned())
    }

    /// A registration that points to a version of an account.
    pub(crate) async fn points_to(&self, number: u64, version: &str, account_number: u128) {
        let registration = Registration {
            system_user_connection: Some(SystemUserConnection {
                object_id: account(account_number).object_id,
                subject: "subject".to_owned(),
                user_principal_name: "cooperlink@contoso.example".to_owned(),
                connected_at: at(0),
                claims: None,
                secret_version: version.to_owned(),
                secret_written_at: at(0),
            }),
            ..connected(&registration(number, "contoso"), tenant(1))
        };
        let link = invitation(number, u8::try_from(number).unwrap());
        let created = self.table.store.create_registration(&registration, &link);
        created.await.unwrap();
    }

    pub(crate) async fn write(&self, home: TokenStore, token: &str, attempt: u128) -> String {
        self.write_of(home, 1, &sign_in(token, 2), attempt).await
    }

    pub(crate) async fn write_of(
        &self,
        home: TokenStore,
        number: u64,
        secret: &SystemUserSecret,
        attempt: u128,
    ) -> String {
        let keeper = self.keeper(home);
        let written = keeper.write(registration_id(number), secret, Uuid::from_u128(attempt));
        written.await.unwrap()
    }

    /// The token that is read of the account 2, and whether it is in the other store.
    async fn read(
        &self,
        home: TokenStore,
        number: u64,
        version: &str,
    ) -> Result<Option<(String, bool)>, SystemUsersError> {
        let users = self.users(home);
        let read = users.read(registration_id(number), version, account(2));
        Ok(read.await?.map(|read| {
            let token = read.secret.refresh_token.expose_secret().to_owned();
            (token, read.is_elsewhere)
        }))
    }

    pub(crate) async fn reads(&self, home: TokenStore, version: &str) -> Option<(String, bool)> {
        self.read(home, 1, version).await.unwrap()
    }

    pub(crate) async fn whereabouts(&self) -> (bool, bool) {
        let users = self.users(TokenStore::Table);
        let found = users.whereabouts(registration_id(1), account(2).object_id);
        let Whereabouts {
            in_secrets_manager,
            in_table,
        } = found.await.unwrap();
        (in_secrets_manager, in_table)
    }

    fn operations(&self) -> Vec<String> {
        let requests = std::mem::take(&mut *self.requests.lock().unwrap());
        requests.into_iter().map(|asked| asked.operation).collect()
    }
}

pub(crate) fn at_home(token: &str) -> (String, bool) {
    (token.to_owned(), false)
}

pub(crate) fn elsewhere(token: &str) -> (String, bool) {
    (token.to_owned(), true)
}

#[tokio::test]
async fn t61_a_token_in_the_table_is_written_without_a_right_to_open_any() {
    let deployment = Deployment::new().await;
    let version = deployment
        .write(TokenStore::Table, "canary-token", 10)
        .await;
    assert_eq!(version, self::version(10));
    assert_eq!(deployment.operations(), ["GenerateDataKey"]);
    assert!(!deployment.table.dump().await.contains("canary"));
    assert_eq!(
        deployment.reads(TokenStore::Table, &version).await,
        Some(at_home("canary-token"))
    );
    assert_eq!(deployment.operations(), ["Decrypt"]);
}

#[test_case(1; "one byte")]
#[test_case(1_700; "as Microsoft gives them today")]
#[test_case(4_097; "longer than KMS encrypts")]
#[test_case(20_000; "very long")]
#[tokio::test]
async fn t61_a_token_of_any_length_is_kept_in_the_table(length: usize) {
    let deployment = Deployment::new().await;
    let token = "x".repeat(length);
    let version = deployment.write(TokenStore::Table, &token, 10).await;
    assert_eq!(
        deployment.reads(TokenStore::Table, &version).await,
        Some(at_home(&token))
    );
}

#[tokio::test]
async fn t61_the_key_is_asked_with_stage_registration_tenant_and_account() {
    let deployment = Deployment::new().await;
    let version = deployment.write(TokenStore::Table, "token", 10).await;
    deployment.reads(TokenStore::Table, &version).await;
    let requests = deployment.requests.lock().unwrap();
    assert_eq!(requests.len(), 2);
    for asked in requests.iter() {
        let body: serde_json::Value = serde_json::from_str(&asked.body).unwrap();
        let account = account(2);
        let context = serde_json::json!({
            "stage": "prefix", "registration": registration_id(1), "tenant": account.tenant_id,
            "account": account.object_id,
        });
        assert_eq!(body["EncryptionContext"], context);
        assert_eq!(body["KeyId"], "key");
    }
}

/// A sealed row of the same stage, of another registration, tenant or account, or of another time.
#[tokio::test]
async fn t61_a_sealed_token_opens_in_its_own_place_alone() {
    let deployment = Deployment::new().await;
    let mine = deployment.write(TokenStore::Table, "mine", 10).await;
    let of_other = sign_in("another's", 2);
    deployment
        .write_of(TokenStore::Table, 2, &of_other, 11)
        .await;
    let stranger = sign_in("a stranger's", 3);
    deployment
        .write_of(TokenStore::Table, 1, &stranger, 12)
        .await;
    let (table, own) = (&deployment.table, table_row(&deployment, 1, 2).await);
    for (partition, sort_key) in [(partition(2), sort(2)), (partition(1), sort(3))] {
        let other = table.item(&partition, &sort_key).await;
        for whole in [true, false] {
            for name in ["data_key", "nonce", "sealed", "version", "written_at"] {
                if whole || name != "version" {
                    let value = other[name].clone();
                    table.set(&self::partition(1), &sort(2), name, value).await;
                }
            }
            let read = deployment.read(TokenStore::Table, 1, &mine).await;
            assert!(matches!(read, Err(SystemUsersError::Malformed)), "{read:?}");
            table.put(own.clone()).await;
        }
    }
    for name in ["version", "written_at"] {
        let value = match name {
            "version" => AttributeValue::S(version(99)),
            _ => AttributeValue::N("1800000000001".to_owned()),
        };
        table.set(&partition(1), &sort(2), name, value).await;
        let read = deployment.read(TokenStore::Table, 1, &mine).await;
        assert!(matches!(read, Err(SystemUsersError::Malformed)), "{name}");
        table.put(own.clone()).await;
    }
    assert_eq!(
        deployment.reads(TokenStore::Table, &mine).await,
        Some(at_home("mine"))
    );
    // Of the account in another tenant.
    let users = deployment.users(TokenStore::Table);
    let elsewhere = SystemUserAccount {
        tenant_id: tenant(99).id,
        ..account(2)
    };
    let read = users.read(registration_id(1), &mine, elsewhere).await;
    assert!(matches!(read, Err(SystemUsersError::Malformed)), "{read:?}");
}

async fn table_row(
    deployment: &Deployment,
    number: u64,
    account: u128,
) -> std::collections::HashMap<String, AttributeValue> {
    let table = &deployment.table;
    table.item(&partition(number), &sort(account)).await
}

#[tokio::test]
async fn t61_a_token_of_another_stage_or_key_does_not_open() {
    let deployment = Deployment::new().await;
    let version = deployment.write(TokenStore::Table, "token", 10).await;
    for (prefix, key) in [("another", "key"), ("prefix", "another")] {
        let mut settings = settings(TokenStore::Table);
        (settings.prefix, settings.key) = (prefix.to_owned(), key.to_owned());
        let aws = config(&deployment.endpoint);
        let users = SystemUsers::new(&aws, deployment.table.store.clone(), settings);
        let read = users.read(registration_id(1), &version, account(2)).await;
        assert!(matches!(read, Err(SystemUsersError::Malformed)), "{read:?}");
    }
}

#[test_case("InvalidCiphertextException", false; "not of this place")]
#[test_case("AccessDeniedException", false; "no right")]
#[test_case("DisabledException", false; "a key that is off")]
#[test_case("KMSInvalidStateException", false; "a key that is about to go")]
#[test_case("ThrottlingException", true; "too many")]
#[test_case("KMSInternalException", true; "a fault of the key's own")]
#[test_case("DependencyTimeoutException", true; "a key that timed out")]
#[tokio::test]
async fn a_key_that_does_not_open_is_told_by_its_code_and_is_no_lost_token(
    code: &'static str,
    passes: bool,
) {
    let deployment = Deployment::new().await;
    let version = deployment.write(TokenStore::Table, "token", 10).await;
    let (endpoint, _) = double::serve(move |_| refused(code)).await;
    let store = deployment.table.store.clone();
    let users = SystemUsers::new(&config(&endpoint), store, settings(TokenStore::Table));
    let error = users.read(registration_id(1), &version, account(2)).await;
    let error = error.unwrap_err();
    let is_passing = matches!(error, SystemUsersError::Unavailable(_));
    assert_eq!(is_passing, passes, "{error}");
    assert!(!format!("{error} {error:?}").contains("canary"));
}

#[test_case("not JSON"; "no JSON")]
#[test_case("{}"; "no key")]
#[test_case(r#"{"Plaintext":"c2hvcnQ="}"#; "a key of another length")]
#[test_case(r#"{"Plaintext":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}"#; "another key")]
#[tokio::test]
async fn an_answer_of_the_key_that_cannot_be_read_is_an_error_and_no_lost_token(
    answer: &'static str,
) {
    let deployment = Deployment::new().await;
    let version = deployment.write(TokenStore::Table, "token", 10).await;
    let (endpoint, _) = double::serve(move |_| (200, answer.to_owned())).await;
    let store = deployment.table.store.clone();
    let users = SystemUsers::new(&config(&endpoint), store, settings(TokenStore::Table));
    let read = users.read(registration_id(1), &version, account(2)).await;
    assert!(read.is_err(), "{read:?}");
}

#[tokio::test]
async fn t65_another_account_has_its_own_row_until_the_pointer_has_moved() {
    let deployment = Deployment::new().await;
    let first = deployment.write(TokenStore::Table, "first", 10).await;
    for (attempt, token) in [(11, "second"), (12, "third")] {
        let stranger = sign_in(token, 3);
        deployment
            .write_of(TokenStore::Table, 1, &stranger, attempt)
            .await;
        assert_eq!(
            deployment.reads(TokenStore::Table, &first).await,
            Some(at_home("first"))
        );
    }
    let keeper = deployment.keeper(TokenStore::Table);
    let forget = async |second| {
        let (id, account) = (registration_id(1), account(3).object_id);
        keeper
            .forget_replaced(id, account, at(second))
            .await
            .unwrap();
    };
    // The pointer may still move to either for a minute.
    forget(60).await;
    assert_eq!(deployment.whereabouts().await, (false, true));
    forget(61).await;
    assert_eq!(deployment.whereabouts().await, (false, false));
    let users = deployment.users(TokenStore::Table);
    let pointed = version(12);
    let third = users.read(registration_id(1), &pointed, account(3));
    assert!(third.await.unwrap().is_some());
}

#[tokio::test]
async fn t65_a_newer_token_takes_the_place_of_the_one_that_is_pointed_to() {
    let deployment = Deployment::new().await;
    let first = deployment.write(TokenStore::Table, "first", 10).await;
    deployment.points_to(1, &first, 2).await;
    let users = deployment.users(TokenStore::Table);
    let renew = async |replaced: &str, second, attempt| {
        let newer = SystemUserSecret {
            written_at: at(second),
            ..sign_in("newer", 2)
        };
        let attempt = Uuid::from_u128(attempt);
        let renewed = users.renew(registration_id(1), replaced, &newer, attempt);
        renewed.await
    };
    // Somebody signs in right now.
    let refused = renew(&first, 60, 11).await;
    assert!(matches!(refused, Err(SystemUsersError::Changed)));
    // The registration points to another one.
    let refused = renew("another", 1_000, 12).await;
    assert!(matches!(refused, Err(SystemUsersError::Changed)));
    assert_eq!(
        deployment.reads(TokenStore::Table, &first).await,
        Some(at_home("first"))
    );
    let renewed = renew(&first, 1_000, 13).await.unwrap();
    assert_eq!(renewed, version(13));
    // The run may end before the pointer moves: the newer one serves either way.
    for pointed in [&first, &renewed] {
        assert_eq!(
            deployment.reads(TokenStore::Table, pointed).await,
            Some(at_home("newer"))
        );
    }
}

#[tokio::test]
async fn no_row_is_opened_before_the_registration_is_known() {
    let deployment = Deployment::new().await;
    deployment.write(TokenStore::Table, "token", 10).await;
    deployment.operations();
    let users = deployment.users(TokenStore::Table);
    let current = users.read_current(registration_id(1)).await.unwrap();
    assert!(current.is_none());
    assert!(deployment.operations().is_empty());
}

#[tokio::test]
async fn a_row_costs_one_unit_to_read_and_three_to_write_and_is_found_by_its_account() {
    let deployment = Deployment::new().await;
    let token = "x".repeat(1_700);
    deployment.write(TokenStore::Table, &token, 10).await;
    let table = &deployment.table;
    let cost = table.cost_of_reading(&partition(1), &sort(2)).await;
    assert!((cost - 1.0).abs() < f64::EPSILON, "{cost}");
    let cost = table.cost_of_writing(&partition(1), &sort(2)).await;
    assert!((cost - 3.0).abs() < f64::EPSILON, "{cost}");
    let read = deployment.users(TokenStore::Table);
    let nobody = SystemUserAccount {
        object_id: ObjectId::from_uuid(Uuid::from_u128(99)),
        ..account(2)
    };
    let found = read.find(TokenStore::Table, registration_id(1), "any", nobody);
    assert!(found.await.unwrap().is_none());
}

/// Sign-ins in the table and in Secrets Manager, by account and version, where the registration points to account 2 in version 10.
#[test_case(&[(TokenStore::Table, 2, 10)], false, Recovery::Kept; "its row")]
#[test_case(&[(TokenStore::SecretsManager, 2, 10)], false, Recovery::Kept; "its secret")]
#[test_case(&[(TokenStore::SecretsManager, 2, 11)], false, Recovery::Kept; "a newer version of its secret")]
#[test_case(&[(TokenStore::SecretsManager, 2, 10)], true, Recovery::TakenBack; "its secret in the bin")]
#[test_case(&[(TokenStore::Table, 3, 10)], false, Recovery::Gone; "a row of another account")]
#[test_case(&[(TokenStore::SecretsManager, 3, 11)], false, Recovery::Gone; "a secret of another account")]
#[test_case(&[(TokenStore::SecretsManager, 3, 11)], true, Recovery::Gone; "a secret of another account in the bin")]
#[test_case(&[(TokenStore::Table, 3, 11), (TokenStore::SecretsManager, 2, 10)], true, Recovery::TakenBack; "a row of another account, its secret in the bin")]
#[test_case(&[], false, Recovery::Gone; "none")]
#[tokio::test]
async fn of_a_restored_registration_the_sign_in_counts_to_which_it_points(
    written: &[(TokenStore, u128, u128)],
    is_in_bin: bool,
    expected: Recovery,
) {
    let deployment = Deployment::new().await;
    for (home, account, attempt) in written {
        let secret = sign_in("token", *account);
        deployment.write_of(*home, 1, &secret, *attempt).await;
    }
    if is_in_bin {
        let client = aws_sdk_secretsmanager::Client::new(&config(&deployment.endpoint));
        let name = format!("prefix/system-users/{}", registration_id(1));
        let deleted = client.delete_secret().secret_id(name).send();
        deleted.await.unwrap();
    }
    for home in [TokenStore::Table, TokenStore::SecretsManager] {
        let (users, pointed) = (deployment.users(home), version(10));
        let recovered = users.recover(registration_id(1), &pointed, account(2));
        assert_eq!(recovered.await.unwrap(), expected);
        if expected == Recovery::TakenBack {
            break;
        }
    }
}
