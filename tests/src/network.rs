//! A network on loopback as companies have them: a TLS server whose certificate is of a private authority, and a
//! proxy that alone knows the server's name.

use std::{
    io::{Error, Result},
    net::Ipv4Addr,
    sync::{Arc, Mutex, PoisonError},
};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{CertificateDer, PrivateKeyDer},
    },
};

/// The server's name. No resolver knows names below `invalid`.
const NAME: &str = "service.invalid";

/// The success of `get_user_quota`, by which a client shows that it reached the server.
const QUOTA: &str = r#"{"total_user_count":4,"active_user_count":1}"#;

/// The network. It lasts as long as the runtime that started it.
pub struct Network {
    /// The certificate of the private authority, as PEM.
    pub ca_pem: String,
    /// The server by its name, which only the proxy can resolve.
    pub named_url: String,
    /// The server by its address.
    pub local_url: String,
    /// The proxy, without the credentials that it doesn't check.
    pub proxy: String,
    seen: Seen,
}

/// The first line of each request to the proxy, with its credentials if it has any.
type Seen = Arc<Mutex<Vec<String>>>;

impl Network {
    /// Starts server and proxy. Certificates and keys are made for this network alone.
    ///
    /// # Errors
    /// If no port can be bound or no key be made.
    pub async fn start() -> Result<Self> {
        let (ca_pem, acceptor) = authority()?;
        let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let proxy = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let (port, proxy_port) = (server.local_addr()?.port(), proxy.local_addr()?.port());
        let seen = Seen::default();
        tokio::spawn(async move {
            while let Ok((stream, _)) = server.accept().await {
                tokio::spawn(serve(acceptor.clone(), stream));
            }
        });
        let record = seen.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = proxy.accept().await {
                tokio::spawn(forward(stream, port, record.clone()));
            }
        });
        Ok(Self {
            ca_pem,
            named_url: format!("https://{NAME}:{port}/ratings"),
            local_url: format!("https://127.0.0.1:{port}/ratings"),
            proxy: format!("http://127.0.0.1:{proxy_port}"),
            seen,
        })
    }

    /// The requests to the proxy so far, such as `CONNECT service.invalid:443`.
    pub fn seen(&self) -> Vec<String> {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// A new authority, and the TLS of a server that it vouches for.
fn authority() -> Result<(String, TlsAcceptor)> {
    let key = KeyPair::generate().map_err(Error::other)?;
    let mut params = CertificateParams::new(Vec::new()).map_err(Error::other)?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    // Another name than the server's: OpenSSL takes a certificate whose subject is its issuer for self-signed.
    params
        .distinguished_name
        .push(DnType::CommonName, "Example authority");
    let certificate = params.self_signed(&key).map_err(Error::other)?;
    let issuer = Issuer::new(params, key);
    let names = [NAME, "127.0.0.1"].map(str::to_owned);
    let server_key = KeyPair::generate().map_err(Error::other)?;
    let server = CertificateParams::new(names)
        .and_then(|params| params.signed_by(&server_key, &issuer))
        .map_err(Error::other)?;
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from(server)],
            PrivateKeyDer::try_from(server_key.serialize_der()).map_err(Error::other)?,
        )
        .map_err(Error::other)?;
    Ok((certificate.pem(), TlsAcceptor::from(Arc::new(config))))
}

/// Answers one request.
async fn serve(acceptor: TlsAcceptor, stream: TcpStream) -> Result<()> {
    let mut stream = acceptor.accept(stream).await?;
    head(&mut stream).await?;
    let length = QUOTA.len();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{QUOTA}"
    );
    stream.write_all(answer.as_bytes()).await?;
    stream.shutdown().await
}

/// Connects a client with the server, if it asks for it by name.
async fn forward(mut stream: TcpStream, port: u16, seen: Seen) -> Result<()> {
    let head = head(&mut stream).await?;
    let mut lines = head.lines();
    let line = lines.next().unwrap_or_default();
    let target = line.trim_end_matches(" HTTP/1.1").to_owned();
    let mut entry = target.clone();
    let is_credentials = |line: &&str| {
        line.to_ascii_lowercase()
            .starts_with("proxy-authorization:")
    };
    if let Some(credentials) = lines.find(is_credentials) {
        entry = format!("{entry} {}", credentials.to_ascii_lowercase());
    }
    seen.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(entry);
    if target != format!("CONNECT {NAME}:{port}") {
        return answer(&mut stream, "502 Bad Gateway").await;
    }
    let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    answer(&mut stream, "200 Connection established").await?;
    copy_bidirectional(&mut stream, &mut server).await?;
    Ok(())
}

async fn answer(stream: &mut (impl AsyncWrite + Unpin), status: &str) -> Result<()> {
    let length = match status.starts_with('2') {
        true => "",
        false => "content-length: 0\r\n",
    };
    let head = format!("HTTP/1.1 {status}\r\n{length}\r\n");
    stream.write_all(head.as_bytes()).await
}

/// The head of a request.
async fn head(stream: &mut (impl AsyncRead + Unpin)) -> Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}
