//! A directory whose reads lag behind its writes: each is answered by a copy that a change reaches later.
//!
//! Source: <https://learn.microsoft.com/en-us/entra/architecture/architecture>, "Data consistency".

use crate::directory::{Assignment, ServicePrincipal};

/// How late reads are, and what they still show.
#[derive(Debug, Default)]
pub(crate) struct DirectoryDelay {
    /// So many reads after a change show the state before it.
    reads: u32,
    /// Oldest first.
    outdated: Vec<Outdated>,
}

/// How the app was assigned before a change.
#[derive(Debug)]
struct Outdated {
    app_role_assignment_required: bool,
    assigned: Vec<Assignment>,
    reads_left: u32,
}

impl DirectoryDelay {
    /// Lets so many reads after each change from now on show the state before it; 0 ends what is outdated too.
    pub(crate) fn set(&mut self, reads: u32) {
        self.reads = reads;
        if reads == 0 {
            self.forget();
        }
    }

    /// How many reads after a change show the state before it.
    pub(crate) fn reads(&self) -> u32 {
        self.reads
    }

    /// Ends what is outdated.
    pub(crate) fn forget(&mut self) {
        self.outdated.clear();
    }

    /// Remembers the state before a change.
    pub(crate) fn remember(&mut self, before: &ServicePrincipal) {
        if self.reads > 0 {
            self.outdated.push(Outdated {
                app_role_assignment_required: before.app_role_assignment_required,
                assigned: before.assigned.clone(),
                reads_left: self.reads,
            });
        }
    }

    /// What one read shows of the app; the read counts for every change that is not visible yet.
    pub(crate) fn read(&mut self, mut app: ServicePrincipal) -> ServicePrincipal {
        if let Some(oldest) = self.outdated.first() {
            app.app_role_assignment_required = oldest.app_role_assignment_required;
            app.assigned.clone_from(&oldest.assigned);
        }
        for outdated in &mut self.outdated {
            outdated.reads_left -= 1;
        }
        self.outdated.retain(|outdated| outdated.reads_left > 0);
        app
    }
}
