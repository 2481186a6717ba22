//! A program with an environment of its own, and clients of the network.

use std::process::Command;

use bitsight_users::{Client, ClientBuilder};
use bitsight_users_tests::network::Network;

/// What a program that reads the quota prints, with these environment variables.
pub async fn read_quota(variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_read-quota"));
    for name in [
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
    ] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command.env("BITSIGHT_API_TOKEN", "a-token");
    command.envs(variables.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output());
    let output = output.await.unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.trim().to_owned()
}

/// A network, and the certificate of its authority in a file.
pub async fn network() -> (Network, CaFile) {
    let network = Network::start().await.unwrap();
    let file = CaFile::new(&network.ca_pem);
    (network, file)
}

/// A file that is removed at the end of the test.
pub struct CaFile(std::path::PathBuf);

impl CaFile {
    fn new(pem: &str) -> Self {
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
        let unique = format!("ca-{}-{:x}.pem", std::process::id(), pem.as_ptr() as usize);
        let path = folder.join(unique);
        std::fs::write(&path, pem).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for CaFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A client of the server by its address, which tries once.
pub fn local(network: &Network) -> ClientBuilder {
    Client::builder()
        .token("a-token")
        .base_url(&network.local_url)
        .max_retries(0)
}
