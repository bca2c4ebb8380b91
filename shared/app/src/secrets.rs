//! Secrets: our own credential, sealing keys, tokens, and where a sign-in is kept.

pub mod credential;
pub mod left_sign_in;
pub mod move_sign_in;
pub mod new_id;
pub mod sealing;
pub mod secret_token;
