//! Serving: a listening socket, the site, and an orderly end.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use throughcare_web::Site;

/// Listens on an address. Errors: in words, when the port is taken or the address is not this machine's.
pub async fn listen(address: SocketAddr) -> Result<(tokio::net::TcpListener, SocketAddr), String> {
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|e| match e.kind() {
            std::io::ErrorKind::AddrInUse => {
                format!(
                    "port {} is taken by another program: choose one with --port",
                    address.port()
                )
            }
            _ => format!("cannot listen on {address}: {e}"),
        })?;
    let bound = listener.local_addr().map_err(|e| e.to_string())?;
    Ok((listener, bound))
}

/// Serves until told to end; what is under way is finished.
pub async fn serve(
    listener: tokio::net::TcpListener,
    site: Arc<Site>,
    end: impl Future<Output = ()> + Send + 'static,
) -> Result<(), String> {
    let app = throughcare_web::router(site).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app)
        .with_graceful_shutdown(end)
        .await
        .map_err(|e| e.to_string())
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
