//! Protection of this process's memory (T60).

use rustix::{
    io::Errno,
    process::{Resource, Rlimit, setrlimit},
};

/// Forbids core dumps: the kernel writes no copy of this process's memory when it dies, and no child may lift that.
///
/// # Errors
/// The kernel's refusal.
pub(crate) fn forbid_core_dumps() -> Result<(), Errno> {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    setrlimit(Resource::Core, none)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::process::getrlimit;

    #[test]
    fn t60_a_process_that_dies_leaves_no_copy_of_its_memory() {
        forbid_core_dumps().unwrap();
        let limit = getrlimit(Resource::Core);
        assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
    }
}
