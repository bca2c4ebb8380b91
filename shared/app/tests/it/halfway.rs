//! A future that is stopped halfway, where it waits.

use std::{future::poll_fn, pin::Pin, task::Poll};

/// Drives a future until it waits for the time of that number; whether it ended before.
pub(crate) async fn drive(mut waits: usize, mut future: Pin<&mut impl Future>) -> bool {
    poll_fn(|context| {
        if waits == 0 {
            return Poll::Ready(false);
        }
        waits -= 1;
        future.as_mut().poll(context).map(|_| true)
    })
    .await
}
