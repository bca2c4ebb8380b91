//! Traffic through the rig: connections, requests, and the number of requests that had to wait for each other.

use std::time::Instant;

/// A host that functions talk to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Host {
    /// Microsoft's sign-in.
    Login,
    /// Microsoft Graph, and SharePoint's own addresses, which the emulated Microsoft 365 serves below it.
    Graph,
    /// DynamoDB.
    Table,
    /// Secrets Manager.
    Secrets,
    /// SQS.
    Queue,
}

/// Owner of a host.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Microsoft,
    Aws,
}

impl Host {
    pub(super) const ALL: [Self; 5] = [
        Self::Login,
        Self::Graph,
        Self::Table,
        Self::Secrets,
        Self::Queue,
    ];

    pub(super) const fn side(self) -> Side {
        match self {
            Self::Login | Self::Graph => Side::Microsoft,
            Self::Table | Self::Secrets | Self::Queue => Side::Aws,
        }
    }
}

/// Capacity units of DynamoDB.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub(super) struct Units {
    pub(super) read: f64,
    pub(super) write: f64,
}

/// One answered request.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Asked {
    pub(super) host: Host,
    /// Name of the operation at AWS; empty for Microsoft.
    pub(super) operation: String,
    pub(super) begun: Instant,
    pub(super) ended: Instant,
    pub(super) units: Units,
}

/// Traffic since the counts were last taken.
#[derive(Clone, Default, Debug)]
pub(super) struct Traffic {
    pub(super) connections: u32,
    asked: Vec<Asked>,
    since: Option<Instant>,
}

impl Traffic {
    /// Empty counts; requests that began earlier will not count.
    pub(super) fn from_now() -> Self {
        Self {
            since: Some(Instant::now()),
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, asked: Asked) {
        if self.since.is_none_or(|since| asked.begun >= since) {
            self.asked.push(asked);
        }
    }

    /// Number of requests.
    pub(super) fn requests(&self, side: Side) -> usize {
        self.of(side).count()
    }

    /// Number of links: the longest chain of requests in which each began after the one before had ended. It is a chain in time,
    /// and not in cause: requests side by side have to overlap, so the rig answers late.
    pub(super) fn links(&self, side: Side) -> usize {
        let mut asked: Vec<_> = self.of(side).collect();
        asked.sort_by_key(|asked| asked.ended);
        let (mut links, mut last) = (0, None);
        for asked in asked {
            if last.is_none_or(|last| asked.begun >= last) {
                links += 1;
                last = Some(asked.ended);
            }
        }
        links
    }

    /// Number of requests with the operation `name`.
    pub(super) fn operations(&self, name: &str) -> usize {
        let asked = self.asked.iter();
        asked.filter(|asked| asked.operation == name).count()
    }

    /// Capacity units that the operations of the table consumed.
    pub(super) fn units(&self) -> Units {
        self.asked
            .iter()
            .fold(Units::default(), |sum, asked| Units {
                read: sum.read + asked.units.read,
                write: sum.write + asked.units.write,
            })
    }

    fn of(&self, side: Side) -> impl Iterator<Item = &Asked> {
        self.asked
            .iter()
            .filter(move |asked| asked.host.side() == side)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn links_are_the_longest_chain_and_each_side_has_its_own() {
        let mut traffic = Traffic::default();
        let start = Instant::now();
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        for (host, begun, ended) in [
            (Host::Login, 0, 40),
            (Host::Login, 1, 42),
            (Host::Graph, 43, 83),
            (Host::Graph, 42, 84),
            // Beside all of them.
            (Host::Graph, 5, 80),
            (Host::Table, 0, 5),
            (Host::Secrets, 5, 10),
            (Host::Queue, 9, 14),
        ] {
            traffic.add(Asked {
                host,
                operation: "Query".to_owned(),
                begun: at(begun),
                ended: at(ended),
                units: Units {
                    read: 0.5,
                    write: 1.0,
                },
            });
        }
        assert_eq!(traffic.links(Side::Microsoft), 2);
        assert_eq!(traffic.links(Side::Aws), 2);
        assert_eq!(traffic.requests(Side::Microsoft), 5);
        assert_eq!(traffic.requests(Side::Aws), 3);
        assert_eq!(traffic.operations("Query"), 8);
        let Units { read, write } = traffic.units();
        assert!((read - 4.0).abs() < 1e-9 && (write - 8.0).abs() < 1e-9);
    }

    #[test]
    fn what_began_before_does_not_count() {
        let begun = Instant::now();
        let mut traffic = Traffic::from_now();
        traffic.add(Asked {
            host: Host::Login,
            operation: String::new(),
            begun: begun.checked_sub(Duration::from_millis(1)).unwrap_or(begun),
            ended: Instant::now(),
            units: Units::default(),
        });
        assert_eq!(traffic.requests(Side::Microsoft), 0);
    }
}
