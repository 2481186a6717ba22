//! The work whose instructions `cargo xtask guard` counts: `bench-guarded <work> <repetitions>`.
//!
//! The difference of two numbers of repetitions leaves out the start of the program.

use std::hint::black_box;

use bitsight_users::{Request, types::UserPage};
use bitsight_users_bench::{USERS, answers, ours};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next().unwrap_or_default();
    let times = arguments.next().and_then(|times| times.parse().ok());
    let times: u32 = times.expect("bench-guarded <work> <repetitions>");
    match what.as_str() {
        "decode" => decode(times),
        "encode" => encode(times),
        "create" => create(times),
        _ => panic!("it is one of decode, encode, create"),
    }
}

/// Decodes a page of a hundred users.
fn decode(times: u32) {
    let text = answers::page(USERS, "http://127.0.0.1/ratings/v2/users", 100, 0);
    for _ in 0..times {
        let page: UserPage = serde_json::from_str(black_box(&text)).expect("it is a page");
        black_box(&page);
    }
}

/// Checks and encodes a user to create.
fn encode(times: u32) {
    for _ in 0..times {
        let user = black_box(ours::new_user());
        user.check().expect("it is right");
        black_box(serde_json::to_vec(&user).expect("it is JSON"));
    }
}

/// A whole call, with the server on the same thread, so that the two always alternate in the same way.
fn create(times: u32) {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().expect("it starts");
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("it has one");
        tokio::spawn(serve(listener));
        let client = ours::client(&format!("http://{address}/ratings"));
        let user = ours::new_user();
        for _ in 0..times {
            ours::create(&client, &user).await;
        }
    });
}

/// Answers every request of one connection. Each arrives in one piece, since both ends are in this process.
async fn serve(listener: TcpListener) -> std::io::Result<()> {
    let answer = answers::http("201 Created", &answers::created());
    let (mut stream, _) = listener.accept().await?;
    let mut buffer = [0; 4096];
    while stream.read(&mut buffer).await? > 0 {
        stream.write_all(&answer).await?;
    }
    Ok(())
}
