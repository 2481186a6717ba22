//! The network for tests of the npm package. Prints where it is, and then each request to its proxy, as lines of
//! JSON. Ends when its stdin ends.

use std::time::Duration;

use bitsight_users_tests::network::Network;
use serde_json::json;
use tokio::io::AsyncReadExt;

/// How often the requests to the proxy are printed.
const TICK: Duration = Duration::from_millis(10);

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let network = Network::start().await?;
    let place = json!({
        "ca": network.ca_pem,
        "namedUrl": network.named_url,
        "localUrl": network.local_url,
        "proxy": network.proxy,
    });
    println!("{place}");
    let printing = async {
        let mut printed = 0;
        loop {
            for request in network.seen().iter().skip(printed) {
                println!("{}", json!(request));
                printed += 1;
            }
            tokio::time::sleep(TICK).await;
        }
    };
    let mut stdin = tokio::io::stdin();
    let mut rest = Vec::new();
    tokio::select! {
        () = printing => Ok(()),
        ended = stdin.read_to_end(&mut rest) => ended.map(drop),
    }
}
