//! One running instance: the house it serves and how it is reached.

use std::net::IpAddr;
use std::sync::Arc;
use throughcare_store::House;
use throughcare_store::house::Quota;

/// One sign-in that a demonstration offers with a click.
#[derive(Clone, Debug, serde::Serialize)]
pub struct DemoSignIn {
    pub role: String,
    /// The programme in which the role is held; empty for the installation's and an agency's.
    #[serde(skip)]
    pub programme: String,
    pub name: String,
    pub email: String,
    pub password: String,
}

/// What every handler may reach.
pub struct Site {
    pub house: Arc<House>,
    /// The sign-ins of a demonstration; empty everywhere else, and then the route does not exist.
    pub demo: Vec<DemoSignIn>,
    /// Whether the browser reaches the product by TLS, so that its cookies are for TLS only.
    pub secure: bool,
    /// The web servers in front that say truly from where a request came.
    pub trusted_proxies: Vec<IpAddr>,
    pub(crate) public_posts: Quota,
    pub(crate) sign_ins: Quota,
    pub(crate) hashing: std::sync::Mutex<()>,
    pub(crate) hashing_too: std::sync::Mutex<()>,
}

impl Site {
    pub fn new(house: Arc<House>, demo: Vec<DemoSignIn>, secure: bool) -> Site {
        Site {
            house,
            demo,
            secure,
            trusted_proxies: Vec::new(),
            public_posts: Quota::new(6),
            sign_ins: Quota::new(30),
            hashing: std::sync::Mutex::new(()),
            hashing_too: std::sync::Mutex::new(()),
        }
    }

    /// Behind web servers whose word on where a request came from is taken.
    pub fn behind(self, trusted_proxies: Vec<IpAddr>) -> Site {
        Site {
            trusted_proxies,
            ..self
        }
    }

    /// Password hashing, two at a time: each takes 19 MiB and a good part of a core.
    pub(crate) fn with_hashing<T>(&self, hash: impl FnOnce() -> T) -> T {
        let _turn = match self.hashing.try_lock() {
            Ok(turn) => turn,
            Err(_) => self.hashing_too.lock().unwrap_or_else(|e| e.into_inner()),
        };
        hash()
    }
}
