//! A key of AWS KMS as far as the system users' refresh tokens need it, written from AWS's reference: a data key opens with the very
//! key and encryption context that it was made with, and with no other. What it encrypts can be read without a key.
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html>, read in November 2026.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Serialize, Deserialize)]
struct Ciphertext {
    key: String,
    context: BTreeMap<String, String>,
    data_key: String,
}

/// Status and body of the answer to an operation, whose name may be in lower case.
pub fn answer(operation: &str, body: &str) -> (u16, String) {
    let answered = serde_json::from_str(body).ok().and_then(|asked: Value| {
        if operation.eq_ignore_ascii_case("GenerateDataKey") {
            generate_data_key(&asked)
        } else if operation.eq_ignore_ascii_case("Decrypt") {
            decrypt(&asked)
        } else {
            None
        }
    });
    answered.unwrap_or_else(|| refused("ValidationException"))
}

fn refused(code: &str) -> (u16, String) {
    (
        400,
        json!({"__type": code, "message": "canary of the key"}).to_string(),
    )
}

fn context(asked: &Value) -> Option<BTreeMap<String, String>> {
    serde_json::from_value(asked["EncryptionContext"].clone()).ok()
}

fn generate_data_key(asked: &Value) -> Option<(u16, String)> {
    if asked["KeySpec"] != "AES_256" {
        return None;
    }
    let mut data_key = [0; 32];
    fastrand::fill(&mut data_key);
    let ciphertext = Ciphertext {
        key: asked["KeyId"].as_str()?.to_owned(),
        context: context(asked)?,
        data_key: STANDARD.encode(data_key),
    };
    let blob = serde_json::to_vec(&ciphertext).ok()?;
    let body = json!({
        "KeyId": ciphertext.key,
        "Plaintext": ciphertext.data_key,
        "CiphertextBlob": STANDARD.encode(blob),
    });
    Some((200, body.to_string()))
}

fn decrypt(asked: &Value) -> Option<(u16, String)> {
    let blob = STANDARD.decode(asked["CiphertextBlob"].as_str()?).ok()?;
    let Ok(ciphertext) = serde_json::from_slice::<Ciphertext>(&blob) else {
        return Some(refused("InvalidCiphertextException"));
    };
    if asked["KeyId"] != ciphertext.key.as_str() {
        return Some(refused("IncorrectKeyException"));
    }
    if context(asked).unwrap_or_default() != ciphertext.context {
        return Some(refused("InvalidCiphertextException"));
    }
    let body = json!({"KeyId": ciphertext.key, "Plaintext": ciphertext.data_key});
    Some((200, body.to_string()))
}
