//! The people and programmes of the stories.

use crate::engine::{Database, Engine};
use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::{Arc, OnceLock};
use throughcare_app::{Attempt, Refusal};
use throughcare_domain::account::{Actor, Hat, Role, Scope};
use throughcare_domain::agency::{Agency, AgencyKind};
use throughcare_domain::id::*;
use throughcare_domain::moment::{Day, Moment};
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_store::account::Account;
use throughcare_store::edge::{Chance, Clock};
use throughcare_store::house::{Founding, Kind};
use throughcare_store::keys::{Key, Root};
use throughcare_store::{House, Tx};

/// The password of everybody in the stories.
pub const PASSWORD: &str = "heron on the weir 7";

/// The hash of [`PASSWORD`], made once: hashing takes its time by design.
pub fn password_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| {
        throughcare_store::account::hash_password(PASSWORD, b"stories' salt 16").expect("hashes")
    })
}

/// A throw-away house with two programmes, in which every role is held by somebody with a name.
///
/// In `north` (a local panel): Tom and Petra intake, Ines case lead, Omar case lead, Yusuf practitioner,
/// Asha assessor, Rune panel chair, Mei panel member, Cora coordinator, Jada supervisor, Paul programme manager,
/// Eva evaluator, Max matching officer, Nora outside second, Dina data protection officer, Olga oversight,
/// Ada administrator. In `bridge` (an exit NGO): Yusuf again as case lead, Lea intake, Rolf programme manager,
/// Mara matching officer.
pub struct World {
    pub house: Arc<House>,
    pub north: ProgrammeId,
    pub bridge: ProgrammeId,
    people: HashMap<(&'static str, Role), (AccountId, Hat)>,
    database: Database,
}

const NORTH: &[(&str, Role)] = &[
    ("Tom", Role::Intake),
    ("Petra", Role::Intake),
    ("Ines", Role::CaseLead),
    ("Omar", Role::CaseLead),
    ("Yusuf", Role::Practitioner),
    ("Asha", Role::Assessor),
    ("Rune", Role::PanelChair),
    ("Mei", Role::PanelMember),
    ("Cora", Role::Coordinator),
    ("Jada", Role::Supervisor),
    ("Paul", Role::ProgrammeManager),
    // The same human being in a second hat: what a second person may never be.
    ("Paul", Role::PanelChair),
    ("Eva", Role::Evaluator),
    ("Max", Role::MatchingOfficer),
    ("Nora", Role::OutsideSecond),
    ("Rita", Role::Referrer),
];
const BRIDGE: &[(&str, Role)] = &[
    ("Yusuf", Role::CaseLead),
    ("Lea", Role::Intake),
    ("Rolf", Role::ProgrammeManager),
    ("Mara", Role::MatchingOfficer),
];
const HOUSE: &[(&str, Role)] = &[
    ("Dina", Role::DataProtectionOfficer),
    ("Olga", Role::Oversight),
    ("Ada", Role::Administrator),
];

impl World {
    /// A new world on Tuesday 24 November 2026, 09:00 in London.
    pub fn on(engine: Engine) -> World {
        let database = Database::fresh(engine);
        let clock = Clock::standing(at(2026, 11, 24, 9, 0));
        let chance = Chance::seeded(7);
        let root = root();
        let founding = Founding {
            kind: Kind::Real,
            name: "Stories".into(),
            seed: None,
        };
        let house = House::open(database.place(), root, clock, chance, Some(&founding))
            .expect("a fresh house opens");
        let mut world = World {
            north: house.new_id(house.now()),
            bridge: house.new_id(house.now()),
            house: Arc::new(house),
            people: HashMap::new(),
            database,
        };
        world.settle();
        world
    }

    fn settle(&mut self) {
        let now = self.house.now();
        let council = Agency {
            id: self.house.new_id(now),
            name: "Northmoor Council".into(),
            kind: AgencyKind::Council,
        };
        let ngo = Agency {
            id: self.house.new_id(now),
            name: "Bridge".into(),
            kind: AgencyKind::ExitNgo,
        };
        let shipped = throughcare_domain::programme::shipped();
        let file = |key: &str| {
            shipped
                .iter()
                .find(|(k, _)| *k == key)
                .expect("is shipped")
                .1
        };
        for (agency, id, slug, text) in [
            (&council, self.north, "northmoor", file("local-panel")),
            (&ngo, self.bridge, "bridge", file("exit-ngo")),
        ] {
            self.operator(Action::ReadProgramme, id, |tx| {
                throughcare_app::account::add_agency(tx, agency, None)
            });
            self.operator(Action::ReadProgramme, id, |tx| {
                throughcare_app::account::adopt_programme(tx, id, slug, agency.id, text)
            });
        }
        for (list, scope, agency) in [
            (NORTH, Scope::Programme(self.north), council.id),
            (BRIDGE, Scope::Programme(self.bridge), ngo.id),
            (HOUSE, Scope::Installation, council.id),
        ] {
            for (name, role) in list {
                self.give(name, *role, scope, agency);
            }
        }
        let (tom, lea) = (self.account("Tom"), self.account("Lea"));
        let (north, bridge) = (self.north, self.bridge);
        self.operator(Action::ReadProgramme, north, |tx| {
            throughcare_app::account::give_duty(tx, north, tom)
        });
        self.operator(Action::ReadProgramme, bridge, |tx| {
            throughcare_app::account::give_duty(tx, bridge, lea)
        });
        let jada = self.account("Jada");
        for name in ["Tom", "Petra", "Ines", "Omar", "Yusuf"] {
            let of = self.account(name);
            self.operator(Action::ReadProgramme, north, |tx| {
                throughcare_app::account::set_supervision(tx, north, of, jada)
            });
        }
    }

    /// Somebody known already gets a further hat; somebody new gets an account.
    fn give(&mut self, name: &'static str, role: Role, scope: Scope, agency: AgencyId) {
        let known = self
            .people
            .iter()
            .find(|((n, _), _)| *n == name)
            .map(|(_, (account, _))| *account);
        let id = known.unwrap_or_else(|| self.house.new_id(self.house.now()));
        let account = Account {
            id,
            name: format!("{name} Story"),
            email: format!("{}@stories.example", name.to_lowercase()),
            agency,
            active: true,
            language: "en-GB".into(),
        };
        let grants = self.operator(Action::ReadAccounts, id, |tx| match known {
            Some(_) => {
                throughcare_app::account::give_hat(tx, &account, role, scope).map(|g| vec![g])
            }
            None => throughcare_app::account::make_account(
                tx,
                &account,
                password_hash(),
                &[(role, scope)],
            ),
        });
        let hat = Hat {
            grant: grants[0],
            role,
            scope,
            agency,
        };
        self.people.insert((name, role), (id, hat));
    }

    fn operator<T>(
        &self,
        action: Action,
        subject: impl Into<Subject>,
        act: impl FnOnce(Tx<'_>) -> Result<T, Refusal<throughcare_app::refusal::NoRule>>,
    ) -> T {
        throughcare_app::run(
            &mut &self.house,
            Actor::Operator,
            Attempt::new(action, subject),
            None,
            act,
        )
        .expect("the operator sets the world up")
    }

    /// Another instance of the product on the same database, with a clock that stands at the same time.
    pub fn another_instance(&self) -> Arc<House> {
        let clock = Clock::standing(self.house.now());
        let house = House::open(self.database.place(), root(), clock, Chance::System, None);
        Arc::new(house.expect("a second instance opens"))
    }

    /// Everybody with the hat in which they sign in.
    pub fn first_hats() -> Vec<(&'static str, Role)> {
        let mut out: Vec<(&'static str, Role)> = Vec::new();
        for (name, role) in NORTH.iter().chain(BRIDGE).chain(HOUSE) {
            if !out.iter().any(|(known, _)| known == name) {
                out.push((name, *role));
            }
        }
        out
    }

    /// The database of this world.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Somebody's account.
    pub fn account(&self, name: &str) -> AccountId {
        self.people
            .iter()
            .find(|((n, _), _)| *n == name)
            .unwrap_or_else(|| panic!("nobody is called {name}"))
            .1
            .0
    }

    /// Somebody in the one hat they wear, or in the first of several.
    pub fn actor(&self, name: &str) -> Actor {
        let listed = NORTH
            .iter()
            .chain(BRIDGE)
            .chain(HOUSE)
            .find(|(n, _)| *n == name);
        let (_, role) = listed.unwrap_or_else(|| panic!("nobody is called {name}"));
        self.actor_as(name, *role)
    }

    /// Somebody in the hat of a role.
    pub fn actor_as(&self, name: &str, role: Role) -> Actor {
        let found = self
            .people
            .iter()
            .find(|((n, r), _)| *n == name && *r == role);
        let (account, hat) = found.unwrap_or_else(|| panic!("{name} is no {role:?}")).1;
        Actor::Person {
            account: *account,
            hat: *hat,
        }
    }

    /// Somebody does something, which is done.
    pub fn does<T, E: Debug>(
        &self,
        actor: Actor,
        act: impl FnOnce(Tx<'_>) -> Result<T, Refusal<E>>,
    ) -> T {
        self.tries(actor, act)
            .unwrap_or_else(|refusal| panic!("refused: {refusal:?}"))
    }

    /// Somebody tries something, which may be refused.
    pub fn tries<T, E: Debug>(
        &self,
        actor: Actor,
        act: impl FnOnce(Tx<'_>) -> Result<T, Refusal<E>>,
    ) -> Result<T, Refusal<E>> {
        let attempt = Attempt::new(
            Action::SeeWork,
            actor
                .account()
                .map_or(Subject::Programme(self.north), Subject::Account),
        );
        throughcare_app::run(&mut &self.house, actor, attempt, None, act)
    }

    /// Somebody looks at something.
    pub fn sees<T, E: Debug>(
        &self,
        actor: Actor,
        read: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal<E>>,
    ) -> Result<T, Refusal<E>> {
        let attempt = Attempt::new(
            Action::SeeWork,
            actor
                .account()
                .map_or(Subject::Programme(self.north), Subject::Account),
        );
        throughcare_app::view(&self.house, actor, attempt, read)
    }

    /// Time passes. Unit: whole days.
    pub fn days_pass(&self, days: i64) {
        self.house.clock.set(self.house.now().plus_hours(24 * days));
    }

    pub fn hours_pass(&self, hours: i64) {
        self.house.clock.set(self.house.now().plus_hours(hours));
    }

    pub fn minutes_pass(&self, minutes: i64) {
        self.house.clock.set(self.house.now().plus_minutes(minutes));
    }
}

/// The root of every world.
fn root() -> Root {
    Root::new(1, Key::fresh(&Chance::seeded(8)))
}

/// An instant by the clock of London.
pub fn at(year: i16, month: i8, day: i8, hour: i8, minute: i8) -> Moment {
    let zone = jiff::tz::TimeZone::get("Europe/London").expect("is bundled");
    let day = Day::try_new(year, month, day).expect("a day of the calendar");
    Moment::from_civil(day.date().at(hour, minute, 0, 0), &zone)
}
