//! A directory whose reads lag behind its writes: a copy answers each read, and a change reaches the copy later.
//!
//! Source: <https://learn.microsoft.com/en-us/entra/architecture/architecture>, "Data consistency".

use crate::directory::{Assignment, ServicePrincipal};

/// Delay of reads, and the outdated states that they still show.
#[derive(Debug, Default)]
pub(crate) struct DirectoryDelay {
    /// Number of reads after a change that show the state before it.
    reads: u32,
    /// Outdated states, oldest first.
    outdated: Vec<Outdated>,
}

/// The app's assignments before a change.
#[derive(Debug)]
struct Outdated {
    app_role_assignment_required: bool,
    assigned: Vec<Assignment>,
    reads_left: u32,
}

impl DirectoryDelay {
    /// Sets the number of reads after each later change that show the state before it. 0 also ends the present delays.
    pub(crate) fn set(&mut self, reads: u32) {
        self.reads = reads;
        if reads == 0 {
            self.forget();
        }
    }

    /// Number of reads after a change that show the state before it.
    pub(crate) fn reads(&self) -> u32 {
        self.reads
    }

    /// Ends the present delays.
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

    /// The app as one read shows it. The read counts for every change that is not visible yet.
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
