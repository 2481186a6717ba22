//! The parts of a call that need no server: `cargo bench --package bitsight-users-bench`.

use bitsight_users::{
    NewUser, Request, User,
    types::{ListUsersQuery, UserPage},
};
use bitsight_users_bench::{USERS, answers, ours};
use divan::{Bencher, counter::BytesCount};
use reqwest::Url;

fn main() {
    divan::main();
}

/// Decodes a page.
#[divan::bench(args = [1, 100, 1000])]
fn decode_page(bencher: Bencher, limit: usize) {
    let text = answers::page(USERS, "http://127.0.0.1/ratings/v2/users", limit, 0);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| serde_json::from_str::<UserPage>(divan::black_box(&text)).expect("a page"));
}

/// Decodes a user.
#[divan::bench]
fn decode_user(bencher: Bencher) {
    let text = answers::user(1);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| serde_json::from_str::<User>(divan::black_box(&text)).expect("a user"));
}

/// Builds a user to create.
#[divan::bench]
fn build_new_user() -> NewUser {
    ours::new_user()
}

/// Checks a user to create.
#[divan::bench]
fn check_new_user(bencher: Bencher) {
    let user = ours::new_user();
    bencher.bench(|| divan::black_box(&user).check().expect("it is right"));
}

/// Encodes a user to create.
#[divan::bench]
fn encode_new_user(bencher: Bencher) {
    let user = ours::new_user();
    bencher.bench(|| serde_json::to_vec(divan::black_box(&user)).expect("it is JSON"));
}

/// The URL of a list with four filters, as reqwest builds it from the serialized query.
#[divan::bench]
fn build_url(bencher: Bencher) {
    let query = ListUsersQuery::new()
        .limit(100_u32)
        .offset(200_u32)
        .q("arnold")
        .sort(["-formal_name"]);
    bencher.bench(|| {
        let http = divan::black_box("https://api.bitsighttech.com/ratings/v2/users");
        let mut url = Url::parse(http).expect("a URL");
        let query = serde_json::to_value(divan::black_box(&query)).expect("it is JSON");
        let mut pairs = url.query_pairs_mut();
        for (name, value) in query.as_object().into_iter().flatten() {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            pairs.append_pair(name, &text);
        }
        drop(pairs);
        url
    });
}
