//! Requests that an erasure and the removal of a sign-in make to the table, beside the role of the erase worker.

use super::{SETTLED, bind_same, erase, mark, pass, plant, planted};
use crate::{grants::act_as, samples::minutes, world::World};
use app::host::removal::RemovalOutcome;

#[tokio::test]
async fn t64_t83_an_erasure_asks_for_what_its_role_may_do() {
    // The tenant is freed, or stays another registration's.
    for is_shared in [false, true] {
        let world = World::watched().await;
        plant(&world).await;
        if is_shared {
            bind_same(&world).await;
        }
        erase(&world).await.unwrap();
        act_as(&world, "EraseWorkerRole");
        assert_eq!(pass(&world).await.unwrap(), RemovalOutcome::Part);
        world.clock.advance(SETTLED);
        assert_eq!(pass(&world).await.unwrap(), RemovalOutcome::Erased);
        assert!(world.gate.open() > 20);
    }
}

#[tokio::test]
async fn t61_t64_a_sign_in_that_is_left_is_removed_with_the_rights_of_the_role() {
    let world = World::watched().await;
    world.store(&crate::samples::consented(1), 1).await;
    planted::plant_secret(&world).await;
    mark(&world).await;
    world.clock.advance(minutes(1));
    act_as(&world, "EraseWorkerRole");
    assert_eq!(pass(&world).await.unwrap(), RemovalOutcome::SignIn);
    assert!(world.gate.open() > 2);
}
