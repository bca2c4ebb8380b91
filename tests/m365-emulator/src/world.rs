//! Whole state of the emulator, behind one lock, and the addresses at which it is reached.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use uuid::Uuid;

use crate::app_registration::AppRegistration;
use crate::clock::Clock;
use crate::directory::Tenant;
use crate::fault::Faults;
use crate::forgery::Forgery;
use crate::graph::uploads::Upload;
use crate::keys::Keyring;
use crate::login::grant::{Code, RefreshToken};
use crate::login::interaction::{Interaction, Person};
use crate::login::session::SignedIn;
use crate::permission;
use crate::request_log::RequestLog;
use crate::tenant::{Description, HOME_KEY};

/// Shared state of the three listeners.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) addresses: Addresses,
    pub(crate) http: reqwest::Client,
    started: Instant,
    world: Mutex<World>,
}

/// Origins without a trailing slash, as clients see them.
#[derive(Debug, Clone)]
pub(crate) struct Addresses {
    pub(crate) login: String,
    pub(crate) graph: String,
    pub(crate) identity_provider: String,
}

/// The state of the emulated Microsoft 365.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) app: AppRegistration,
    /// Certificates that not every server of Entra knows yet, by their SHA-256.
    pub(crate) spreading: HashMap<String, Spreading>,
    pub(crate) tenants: Vec<Tenant>,
    pub(crate) clock: Clock,
    pub(crate) keys: Keyring,
    pub(crate) faults: Faults,
    pub(crate) log: RequestLog,
    /// Forgeries of the next ID tokens, each for one tenant or for any.
    pub(crate) forgeries: Vec<(Option<Uuid>, Forgery)>,
    /// Lifetime of an access token in seconds.
    pub(crate) access_token_seconds: i64,
    /// Signed-in people, by session cookie; the latest sign-in last.
    pub(crate) sessions: HashMap<String, Vec<SignedIn>>,
    pub(crate) interactions: HashMap<String, Interaction>,
    pub(crate) codes: HashMap<String, Code>,
    pub(crate) refresh_tokens: HashMap<String, RefreshToken>,
    /// Unused answers of a tenant's own identity provider: ticket to interaction and person.
    pub(crate) tickets: HashMap<String, (String, Person)>,
    /// Open upload sessions by the path and query of their address.
    pub(crate) uploads: HashMap<String, Upload>,
    descriptions: Vec<Description>,
}

/// A certificate on its way to Entra's servers: until then every other request meets one that does not know it. Microsoft writes of
/// a delay of minutes for credentials and other objects that were just created
/// (<https://learn.microsoft.com/en-us/entra/architecture/architecture#eventual-consistency>).
#[derive(Debug)]
pub(crate) struct Spreading {
    pub(crate) until: i64,
    pub(crate) asked: AtomicU32,
}

impl Spreading {
    /// Whether the server that is asked now knows the certificate.
    pub(crate) fn is_known(&self, now: i64) -> bool {
        now >= self.until || self.asked.fetch_add(1, Ordering::Relaxed) % 2 == 1
    }
}

/// Default life of an access token: within Microsoft's 60 to 90 minutes
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens>).
const ACCESS_TOKEN_SECONDS: i64 = 3_900;

impl Shared {
    /// Puts a world behind its lock.
    pub(crate) fn new(addresses: Addresses, http: reqwest::Client, world: World) -> Self {
        Self {
            addresses,
            http,
            started: Instant::now(),
            world: Mutex::new(world),
        }
    }

    /// Microseconds since the emulator's start; `POST /control/clock` does not move them.
    pub(crate) fn microseconds(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// The locked state, for one synchronous step.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl World {
    /// The world with the tenants that their files describe.
    pub(crate) fn new(app: AppRegistration, keys: Keyring, descriptions: Vec<Description>) -> Self {
        let mut world = Self {
            app,
            spreading: HashMap::new(),
            tenants: Vec::new(),
            clock: Clock::default(),
            keys,
            faults: Faults::default(),
            log: RequestLog::default(),
            forgeries: Vec::new(),
            access_token_seconds: ACCESS_TOKEN_SECONDS,
            sessions: HashMap::new(),
            interactions: HashMap::new(),
            codes: HashMap::new(),
            refresh_tokens: HashMap::new(),
            tickets: HashMap::new(),
            uploads: HashMap::new(),
            descriptions,
        };
        world.reset();
        world
    }

    /// Returns to the initial state: tenants, faults, sessions, tokens, clock and log. The app registration and the keys stay.
    pub(crate) fn reset(&mut self) {
        self.clock = Clock::default();
        self.faults = Faults::default();
        self.log = RequestLog::default();
        self.forgeries.clear();
        self.access_token_seconds = ACCESS_TOKEN_SECONDS;
        self.sessions.clear();
        self.interactions.clear();
        self.codes.clear();
        self.refresh_tokens.clear();
        self.tickets.clear();
        self.uploads.clear();
        self.tenants.clear();
        for description in self.descriptions.clone() {
            self.add_tenant(description);
        }
    }

    /// Returns one tenant alone to its initial state.
    pub(crate) fn reset_tenant(&mut self, id: Uuid) {
        let Some(tenant) = self.tenants.iter_mut().find(|tenant| tenant.id() == id) else {
            return;
        };
        *tenant = tenant.renewed();
        self.refresh_tokens
            .retain(|_, token| token.person.tenant != id);
        self.codes.retain(|_, code| code.person.tenant != id);
        self.uploads.retain(|_, upload| upload.tenant != id);
        self.furnish(id);
    }

    /// Adds a tenant with the faults of its description.
    pub(crate) fn add_tenant(&mut self, mut description: Description) {
        if description.key == HOME_KEY {
            description.tenant_id = self.app.home_tenant_id;
        }
        let id = description.tenant_id;
        self.tenants.push(Tenant::new(description));
        self.furnish(id);
    }

    /// Puts a tenant's own faults into force; the home tenant gets the app as well.
    fn furnish(&mut self, id: Uuid) {
        self.faults_on(id);
        let now = self.clock.now();
        let declared = self.app.declared.clone();
        if let Some(tenant) = self.tenants.iter_mut().find(|tenant| tenant.id() == id)
            && tenant.description.key == HOME_KEY
        {
            tenant.consent(declared.delegated, Some(declared.application), now);
        }
    }

    /// Puts the faults of a tenant's description into force, and no others of that tenant.
    pub(crate) fn faults_on(&mut self, id: Uuid) {
        self.faults.clear(Some(id));
        let faults = self
            .settled(id)
            .map(|tenant| tenant.description.faults.clone());
        for mut fault in faults.unwrap_or_default() {
            fault.tenant = Some(id);
            self.faults.add(fault);
        }
    }

    /// The tenant with this id, settled as of now, with all its people.
    pub(crate) fn tenant(&mut self, id: Uuid) -> Option<&mut Tenant> {
        let tenant = self.settled(id)?;
        tenant.description.populate();
        Some(tenant)
    }

    /// The tenant with this id, settled as of now. Its generated people may be missing, so that a loop over all tenants does
    /// not wait for them.
    pub(crate) fn settled(&mut self, id: Uuid) -> Option<&mut Tenant> {
        let now = self.clock.now();
        let tenant = self.tenants.iter_mut().find(|tenant| tenant.id() == id)?;
        tenant.settle(now);
        Some(tenant)
    }

    /// The tenant with this id, verified domain or short name.
    pub(crate) fn find_tenant_id(&self, name: &str) -> Option<Uuid> {
        let id = Uuid::try_parse(name).ok();
        let found = self.tenants.iter().find(|tenant| {
            let description = &tenant.description;
            Some(description.tenant_id) == id
                || description.key == name
                || description
                    .verified_domains
                    .iter()
                    .any(|domain| domain.eq_ignore_ascii_case(name))
        });
        found.map(Tenant::id)
    }

    /// Ends a person's sessions and refresh tokens
    /// (<https://learn.microsoft.com/en-us/graph/api/user-revokesigninsessions>).
    pub(crate) fn revoke_sessions(&mut self, person: Person) {
        for people in self.sessions.values_mut() {
            people.retain(|other| other.person != person);
        }
        for token in self.refresh_tokens.values_mut() {
            token.revoked |= token.person == person;
        }
    }

    /// The roles (template ids) that a person holds in a tenant.
    pub(crate) fn role_templates(&self, person: Person) -> Vec<&'static permission::RoleTemplate> {
        let tenant = self
            .tenants
            .iter()
            .find(|tenant| tenant.id() == person.tenant);
        let users = tenant
            .into_iter()
            .flat_map(|tenant| &tenant.description.users);
        users
            .filter(|user| user.id == person.user)
            .flat_map(|user| &user.roles)
            .filter_map(|role| permission::find_role_template(role))
            .collect()
    }
}
