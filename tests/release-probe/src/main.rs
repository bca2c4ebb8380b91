//! A function that panics on request, behind the guards of all functions. It is small, so that a test can build it for release
//! as they are built, and observe a panic there.

use http::Response;
use invocation::{
    batch::{self, MessageOutcome, SqsMessage},
    gateway::{self, Request},
    last_resort,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), gateway::Error> {
    if std::env::args().nth(1).as_deref() == Some("batch") {
        return batch::serve(async |batch| batch.work_off(work_off).await, async |_| None).await;
    }
    gateway::serve(handle, async |_| None).await
}

async fn handle(request: Request) -> Response<String> {
    assert_ne!(request.path(), "/panic-outside-the-guard", "as asked");
    let answered = async {
        assert_ne!(request.path(), "/panic", "as asked");
        "answered".to_owned()
    };
    let body = last_resort::guard("request", answered).await;
    Response::new(body.unwrap_or_else(|| "guarded".to_owned()))
}

#[expect(clippy::panic, reason = "what this function is for")]
async fn work_off(message: &SqsMessage) -> MessageOutcome {
    match message.body.as_deref() {
        Some("panic") => panic!("as asked"),
        Some("fail") => MessageOutcome::Failed,
        _ => MessageOutcome::Done,
    }
}
