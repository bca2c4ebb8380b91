//! Time of the functions' init while one side, Microsoft or AWS, accepts connections and never answers.

use super::figure::{Budget, Figure, milliseconds};
use super::rig::{Distance, Silence};
use super::subject::Subject;
use super::traffic::Side;
use super::world::World;
use anyhow::Result;
use std::time::Duration;
use tooling::layout::Layout;

/// Longest init of worker and API in milliseconds, for each silent side over all ways of silence.
///
/// # Errors
/// When a function does not start in spite of the silence.
pub(super) async fn measure(layout: &Layout, world: &World) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (side, name) in [(Side::Microsoft, "Microsoft"), (Side::Aws, "AWS")] {
        for subject in [Subject::worker(layout, world), Subject::api(layout, world)] {
            let mut longest = Duration::ZERO;
            for silence in [Silence::Handshake, Silence::Requests] {
                world.rig.set(Distance {
                    silent: Some((side, silence)),
                    ..Distance::FAR
                });
                longest = longest.max(subject.start().await?.init().await?);
            }
            let what = format!("init of {} while {name} is silent", subject.name);
            let figure = Figure::new(what, milliseconds(longest), "ms");
            figures.push(figure.within(Budget::AtMost(3_000.0)));
        }
    }
    world.rig.set(Distance::FAR);
    Ok(figures)
}
