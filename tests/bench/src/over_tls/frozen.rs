//! A function that Lambda froze between two events, and that finds its connections dead when it thaws.

use super::{before_consent, headers, read, start, world};
use crate::rig::Silence;
use crate::runtime::Function;
use rustix::process::{Pid, Signal, kill_process};
use test_case::test_case;
use tooling::layout::Layout;

fn signal(function: &Function, signal: Signal) {
    let id = i32::try_from(function.id().unwrap()).unwrap();
    kill_process(Pid::from_raw(id).unwrap(), signal).unwrap();
}

#[test_case(Some(Silence::Requests); "without a sign")]
#[test_case(None; "closed")]
#[tokio::test]
async fn t46_a_sign_in_survives_connections_that_died_while_the_function_was_frozen(
    end: Option<Silence>,
) {
    let layout = Layout::of_this_checkout().unwrap();
    // Each case has its own folder.
    let world = world(&layout, &format!("frozen-{}", end.is_some())).await;
    let mut api = start(&layout, &world, "verify-api").await;
    let headers = headers(&world);
    let (mut administrator, id) = before_consent(&layout, &world, &mut api, &headers).await;
    // Its connections are open, and look as young afterwards as before: the test takes no time.
    administrator.callback_is_ready().await;
    signal(administrator.callback(), Signal::STOP);
    world.rig.end_connections(end);
    signal(administrator.callback(), Signal::CONT);
    administrator.press("Accept").await;
    // The connections of the API have ended too, and this is about the callback.
    let mut api = start(&layout, &world, "verify-api").await;
    let registration = read(&world, &mut api, &headers, &id).await;
    assert_eq!(
        registration["lifecycle"]["stage"], "consented",
        "{registration}"
    );
}
