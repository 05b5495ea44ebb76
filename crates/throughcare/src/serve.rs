//! Serving: a listening socket, the site, the clock's work, and an orderly end.

use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use throughcare_app::jobs;
use throughcare_store::House;
use throughcare_web::Site;

/// How long requests that are under way may take once the program is told to end.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often the clock looks for what is due.
const MINUTE: Duration = Duration::from_secs(60);

/// Listens on an address. Errors: in words, when the port is taken or the address is not this machine's.
pub fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), String> {
    let port = address.port();
    let listener = TcpListener::bind(address).map_err(|e| match e.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("port {port} is taken by another program: choose one with --port")
        }
        std::io::ErrorKind::PermissionDenied => {
            format!("port {port} is not for ordinary programs: choose one from 1024 on with --port")
        }
        std::io::ErrorKind::AddrNotAvailable => {
            format!("{} is no address of this machine", address.ip())
        }
        _ => format!("cannot listen on {address}: {e}"),
    })?;
    let bound = listener.local_addr().map_err(|e| e.to_string())?;
    Ok((listener, bound))
}

/// Serves until told to end; what is under way is finished.
pub async fn serve(
    listener: TcpListener,
    site: Arc<Site>,
    end: impl Future<Output = ()> + Send + 'static,
) -> Result<(), String> {
    listener.set_nonblocking(true).map_err(|e| e.to_string())?;
    let listener = tokio::net::TcpListener::from_std(listener).map_err(|e| e.to_string())?;
    let (tell, told) = tokio::sync::watch::channel(false);
    let clock = tokio::spawn(clock(site.house.clone(), told.clone()));
    let app = throughcare_web::router(site).into_make_service_with_connect_info::<SocketAddr>();
    let mut ending = told.clone();
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        let _ = ending.wait_for(|told| *told).await;
    });
    let mut serving = tokio::spawn(serving.into_future());
    tokio::select! {
        ended = &mut serving => return ended.map_err(|e| e.to_string())?.map_err(|e| e.to_string()),
        () = end => {}
    }
    tracing::info!("ending: what is under way is finished");
    let _ = tell.send(true);
    if tokio::time::timeout(PATIENCE, serving).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
    let _ = clock.await;
    Ok(())
}

/// Does what is due, every minute, until told to end.
async fn clock(house: Arc<House>, mut told: tokio::sync::watch::Receiver<bool>) {
    let mut minutes = tokio::time::interval(MINUTE);
    minutes.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = told.wait_for(|told| *told) => return,
            _ = minutes.tick() => {}
        }
        let house = house.clone();
        let ran = tokio::task::spawn_blocking(move || jobs::run_due(&house)).await;
        match ran {
            Ok(Ok(done)) if done.is_empty() => {}
            Ok(Ok(done)) => tracing::debug!(?done, "the clock did what was due"),
            Ok(Err(error)) => tracing::warn!(%error, "the clock could not do what is due"),
            Err(error) => tracing::error!(%error, "the clock's work broke off"),
        }
    }
}

/// Ends on Ctrl-C, or when a supervisor asks.
pub async fn told_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
