//! Accepts connections and speaks HTTP/1.1 on them, until a script takes one over.

use std::time::Duration;

use axum::Router;
use hyper::{Request, body::Incoming, server::conn::http1, service::Service, service::service_fn};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::sleep,
};

use super::script::Wire;

/// Serves until the future is dropped, which closes all connections.
pub(crate) async fn serve(listener: TcpListener, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, router.clone()));
                }
                // Usually out of file descriptors: connections that end give some back.
                Err(_) => sleep(Duration::from_millis(10)).await,
            },
            // Collects those that ended, so that they don't pile up.
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Serves one connection. It stands in for `axum::serve` because faults need the socket.
async fn connection(stream: TcpStream, router: Router) {
    // Otherwise a small response can wait for the acknowledgement of the one before.
    let _ = stream.set_nodelay(true);
    let (wire, mut scripts) = Wire::new();
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(wire.clone());
        router.call(request)
    });
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let script = tokio::select! {
        // An error here is the client's: it went away or doesn't speak HTTP.
        _ = &mut connection => return,
        script = scripts.recv() => script,
    };
    // Taking the socket out of hyper drops the handler, which waits for that.
    let stream = connection.into_parts().io.into_inner();
    if let Some(script) = script {
        script.play(stream).await;
    }
}
