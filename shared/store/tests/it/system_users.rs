//! The system users' refresh tokens, against a secret store that keeps versions and labels as AWS describes them.
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html>

use crate::{
    double::{self, Asked},
    samples::{at, registration_id},
    table::{Table, config},
};
use domain::ids::{ObjectId, TenantId};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};
use store::system_users::{
    SystemUserAccount, SystemUserKeeper, SystemUserSecret, SystemUsers, SystemUsersError,
    TokenSettings, TokenStore,
};
use test_case::test_case;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    sync::Barrier,
};
use uuid::Uuid;

const KEY: &str = "arn:aws:kms:eu-central-1:000000000000:key/1";

/// One secret of the store.
#[derive(Default)]
pub(crate) struct Secret {
    /// Version and text, oldest first; the last has the label `AWSCURRENT`, the one before `AWSPREVIOUS`.
    pub(crate) versions: Vec<(String, String)>,
    is_deleted: bool,
    /// Number of further requests that find the name of a deleted secret taken.
    held_for: u32,
    exists: bool,
    key: Option<String>,
}

pub(crate) fn refused(code: &str) -> (u16, String) {
    let body = json!({"__type": code, "message": "canary of the store"});
    (400, body.to_string())
}

impl Secret {
    pub(crate) fn answer(&mut self, asked: &Asked) -> (u16, String) {
        let body: Value = serde_json::from_str(&asked.body).unwrap();
        let text = |name: &str| body[name].as_str().map(str::to_owned);
        if self.held_for > 0 {
            self.held_for -= 1;
            return if asked.operation == "PutSecretValue" {
                refused("ResourceNotFoundException")
            } else {
                refused("InvalidRequestException")
            };
        }
        match asked.operation.as_str() {
            "CreateSecret" if self.exists => refused("ResourceExistsException"),
            "CreateSecret" => {
                self.exists = true;
                self.key = text("KmsKeyId");
                self.put(&body)
            }
            "RestoreSecret" if self.exists => {
                self.is_deleted = false;
                (200, json!({"Name": body["SecretId"]}).to_string())
            }
            _ if !self.exists => refused("ResourceNotFoundException"),
            "DescribeSecret" => {
                let deleted_at = self.is_deleted.then_some(1_767_225_600);
                let body = json!({"Name": body["SecretId"], "DeletedDate": deleted_at});
                (200, body.to_string())
            }
            "DeleteSecret" => {
                if body["ForceDeleteWithoutRecovery"] == true {
                    *self = Self::default();
                } else {
                    self.is_deleted = true;
                }
                (200, json!({"Name": body["SecretId"]}).to_string())
            }
            _ if self.is_deleted => refused("InvalidRequestException"),
            "PutSecretValue" => self.put(&body),
            "GetSecretValue" => {
                let wanted = text("VersionId");
                let found = match &wanted {
                    Some(wanted) => self.versions.iter().find(|(id, _)| id == wanted),
                    None => self.versions.last(),
                };
                match found {
                    Some((id, text)) => {
                        let body = json!({"VersionId": id, "SecretString": text});
                        (200, body.to_string())
                    }
                    None => refused("ResourceNotFoundException"),
                }
            }
            _ => refused("InvalidAction"),
        }
    }

    fn put(&mut self, body: &Value) -> (u16, String) {
        let text = |name: &str| body[name].as_str().unwrap().to_owned();
        let version = (text("ClientRequestToken"), text("SecretString"));
        if !self.versions.contains(&version) {
            self.versions.push(version.clone());
        }
        (200, json!({"VersionId": version.0}).to_string())
    }
}

/// Settings of a deployment that keeps tokens in that store.
pub(crate) fn settings(home: TokenStore) -> TokenSettings {
    TokenSettings {
        home,
        prefix: "prefix".to_owned(),
        key: "key".to_owned(),
    }
}

/// Over Secrets Manager at that address, an empty table beside it.
async fn users_at(endpoint: &str) -> SystemUsers {
    let table = Table::new().await;
    let settings = settings(TokenStore::SecretsManager);
    SystemUsers::new(&config(endpoint), table.store, settings)
}

struct Double {
    secret: Arc<Mutex<Secret>>,
    requests: Arc<Mutex<Vec<Asked>>>,
    users: SystemUsers,
    keeper: SystemUserKeeper,
}

impl Double {
    async fn new(secret: Secret) -> Self {
        let secret = Arc::new(Mutex::new(secret));
        let held = Arc::clone(&secret);
        let (endpoint, requests) = double::serve(move |asked| match asked.operation.as_str() {
            "GenerateDataKey" => emulated_kms::answer(&asked.operation, &asked.body),
            _ => held.lock().unwrap().answer(asked),
        })
        .await;
        Self {
            secret,
            requests,
            users: users_at(&endpoint).await,
            keeper: SystemUserKeeper::new(users_at(&endpoint).await, KEY.to_owned()),
        }
    }

    async fn write(&self, token: &str, attempt: u128) -> Result<String, SystemUsersError> {
        self.keeper
            .write(
                registration_id(1),
                &sign_in(token, 2),
                Uuid::from_u128(attempt),
            )
            .await
    }

    async fn read(&self, version: &str) -> Option<String> {
        let read = self.users.read(registration_id(1), version, account(2));
        let read = read.await.unwrap();
        read.map(|read| read.secret.refresh_token.expose_secret().to_owned())
    }

    fn operations(&self) -> Vec<String> {
        let requests = self.requests.lock().unwrap();
        requests
            .iter()
            .map(|asked| asked.operation.clone())
            .collect()
    }
}

pub(crate) fn account(number: u128) -> SystemUserAccount {
    SystemUserAccount {
        tenant_id: TenantId::from_uuid(Uuid::from_u128(1)),
        object_id: ObjectId::from_uuid(Uuid::from_u128(number)),
    }
}

pub(crate) fn sign_in(token: &str, number: u128) -> SystemUserSecret {
    let account = account(number);
    SystemUserSecret {
        refresh_token: SecretString::from(token),
        tenant_id: account.tenant_id,
        object_id: account.object_id,
        written_at: at(0),
    }
}

#[tokio::test]
async fn t61_the_first_sign_in_makes_the_secret_under_the_deployments_key() {
    let double = Double::new(Secret::default()).await;
    let version = double.write("first", 10).await.unwrap();
    assert_eq!(version, Uuid::from_u128(10).to_string());
    assert_eq!(double.operations(), ["PutSecretValue", "CreateSecret"]);
    assert_eq!(double.secret.lock().unwrap().key.as_deref(), Some(KEY));
    assert_eq!(double.read(&version).await.as_deref(), Some("first"));

    let renewed = double
        .users
        .renew(
            registration_id(1),
            &version,
            &sign_in("second", 2),
            Uuid::from_u128(11),
        )
        .await
        .unwrap();
    assert_eq!(double.read(&renewed).await.as_deref(), Some("second"));
    assert_eq!(double.read(&version).await.as_deref(), Some("first"));
}

#[tokio::test]
async fn t65_a_write_that_is_repeated_is_one_version() {
    let double = Double::new(Secret::default()).await;
    let first = double.write("token", 10).await.unwrap();
    let again = double.write("token", 10).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(double.secret.lock().unwrap().versions.len(), 1);
}

#[tokio::test]
async fn t65_where_the_version_is_gone_the_current_one_serves_its_own_account_alone() {
    let double = Double::new(Secret::default()).await;
    double.write("mine", 10).await.unwrap();
    assert_eq!(double.read("gone").await.as_deref(), Some("mine"));

    let another = sign_in("another's", 3);
    double
        .keeper
        .write(registration_id(1), &another, Uuid::from_u128(11))
        .await
        .unwrap();
    assert_eq!(double.read("gone").await, None);
    let elsewhere = SystemUserAccount {
        tenant_id: TenantId::from_uuid(Uuid::from_u128(99)),
        ..account(3)
    };
    let read = double.users.read(registration_id(1), "gone", elsewhere);
    assert!(read.await.unwrap().is_none());
}

#[tokio::test]
async fn t65_the_newest_version_counts_where_it_is_the_one_pointed_to() {
    let double = Double::new(Secret::default()).await;
    let read = async |version: &str, account| {
        let current = double.users.read_current(registration_id(1)).await.unwrap();
        current.and_then(|current| current.into_secret(version, account))
    };
    assert!(read("any", account(2)).await.is_none());
    let older = double.write("older", 10).await.unwrap();
    let newer = double.write("newer", 11).await.unwrap();
    let found = read(&newer, account(2)).await.unwrap();
    assert_eq!(found.refresh_token.expose_secret(), "newer");
    assert!(read(&older, account(2)).await.is_none());
    assert!(read(&newer, account(3)).await.is_none());
}

#[tokio::test]
async fn a_batch_of_ten_opens_six_connections() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    // Nobody is answered before six have come.
    let six = Arc::new(Barrier::new(6));
    let seen = Arc::clone(&most);
    tokio::spawn(async move {
        for number in 0.. {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (open, six) = (Arc::clone(&open), Arc::clone(&six));
            seen.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::spawn(async move {
                assert_ne!(stream.read(&mut [0; 8192]).await.unwrap(), 0);
                if number < 6 {
                    six.wait().await;
                }
                let body = r#"{"__type": "ResourceNotFoundException"}"#;
                open.fetch_sub(1, Ordering::SeqCst);
                let answer = format!(
                    "HTTP/1.1 400 Bad Request\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                    body.len()
                );
                stream.write_all(answer.as_bytes()).await.unwrap();
            });
        }
    });
    let users = users_at(&endpoint).await;
    let read = || users.read(registration_id(1), "version", account(1));
    let reads = tokio::join!(
        read(),
        read(),
        read(),
        read(),
        read(),
        read(),
        read(),
        read(),
        read(),
        read()
    );
    assert!(matches!(reads.9, Ok(None)));
    assert_eq!(most.load(Ordering::SeqCst), 6);
}

#[tokio::test]
async fn a_secret_that_is_not_there_or_deleted_is_no_token() {
    let double = Double::new(Secret::default()).await;
    assert_eq!(double.read("version").await, None);
    let version = double.write("token", 10).await.unwrap();
    double.secret.lock().unwrap().is_deleted = true;
    assert_eq!(double.read(&version).await, None);
}

#[tokio::test]
async fn a_deleted_secret_comes_back_with_the_next_sign_in() {
    let double = Double::new(Secret::default()).await;
    double.write("before", 10).await.unwrap();
    double.secret.lock().unwrap().is_deleted = true;
    let version = double.write("after", 11).await.unwrap();
    assert_eq!(double.read(&version).await.as_deref(), Some("after"));
    assert!(double.operations().contains(&"RestoreSecret".to_owned()));
}

#[tokio::test]
async fn a_name_that_is_not_free_yet_is_tried_again() {
    let held = Secret {
        // Twice: the new version and the new secret of the first try.
        held_for: 2,
        ..Secret::default()
    };
    let double = Double::new(held).await;
    let version = double.write("token", 10).await.unwrap();
    assert_eq!(double.read(&version).await.as_deref(), Some("token"));
}

#[tokio::test]
async fn a_new_version_of_what_is_not_there_is_refused_at_once() {
    let double = Double::new(Secret::default()).await;
    let renewed = double
        .users
        .renew(
            registration_id(1),
            "version",
            &sign_in("token", 2),
            Uuid::from_u128(10),
        )
        .await;
    assert!(matches!(renewed, Err(SystemUsersError::Changed)));
    // It is not made; nor is a row, which nothing points to.
    assert_eq!(double.operations(), ["PutSecretValue", "GenerateDataKey"]);
}

#[tokio::test]
async fn a_refusal_is_told_by_its_code_alone() {
    let (endpoint, _) = double::serve(|_| refused("AccessDeniedException")).await;
    let users = users_at(&endpoint).await;
    let error = users
        .read(registration_id(1), "version", account(2))
        .await
        .unwrap_err();
    assert!(matches!(&error, SystemUsersError::Refused(code) if code == "AccessDeniedException"));
    assert!(!format!("{error} {error:?}").contains("canary"));
}

#[tokio::test]
async fn t61_a_removed_sign_in_is_gone_at_once_and_for_good() {
    let double = Double::new(Secret::default()).await;
    let version = double.write("first", 10).await.unwrap();
    let remove = async || double.users.remove(registration_id(1)).await;
    remove().await.unwrap();
    assert_eq!(double.read(&version).await, None);
    assert!(double.secret.lock().unwrap().versions.is_empty());
    // Of what is not there nothing has to be removed.
    remove().await.unwrap();
    let body = double.requests.lock().unwrap()[2].body.clone();
    assert!(body.contains(&format!("prefix/system-users/{}", registration_id(1))));
    let again = double.write("second", 11).await.unwrap();
    assert_eq!(double.read(&again).await.as_deref(), Some("second"));
}

#[test_case("AccessDeniedException", false; "refused")]
#[test_case("InternalServiceError", true; "a fault of the store")]
#[tokio::test]
async fn t61_a_removal_that_was_not_made_is_told(code: &'static str, passes: bool) {
    let (endpoint, _) = double::serve(move |_| refused(code)).await;
    let users = users_at(&endpoint).await;
    let error = users.remove(registration_id(1)).await.unwrap_err();
    let is_passing = matches!(error, SystemUsersError::Unavailable(_));
    assert_eq!(is_passing, passes, "{error}");
    assert!(!error.to_string().contains("canary"));
}
