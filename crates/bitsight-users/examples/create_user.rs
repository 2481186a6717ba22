//! Creates the user of Bitsight's documentation, and shows the response.
//!
//! ```sh
//! BITSIGHT_API_TOKEN=... cargo run --package bitsight-users --example create_user
//! ```
//!
//! `BITSIGHT_BASE_URL` points it at another server, such as the mock (`cargo xtask mock`).

use std::process::ExitCode;

use bitsight_users::{Client, Effect, Error, NewUser, Response, User, types::KnownRole};

#[tokio::main]
async fn main() -> ExitCode {
    match create().await {
        Ok(user) => {
            show(&user);
            ExitCode::SUCCESS
        }
        Err(error) => {
            explain(&error);
            ExitCode::FAILURE
        }
    }
}

async fn create() -> Result<Response<User>, Error> {
    let client = Client::from_env()?;
    let user = NewUser::builder()
        .friendly_name("Arnold")
        .formal_name("Arnold Brown")
        .email("arnold@actorsfilms.us")
        .roles([KnownRole::CustomerUser])
        .build();
    client.create_user(&user).await
}

fn show(user: &Response<User>) {
    let how = if user.recovered() {
        " (the answer was lost; a look-up found the user)"
    } else {
        ""
    };
    println!("created {}{how}", user.email);
    println!("  guid    {}", user.guid);
    // All but the guid and the email can be missing.
    if let Some(name) = &user.formal_name {
        println!("  name    {name}");
    }
    if let Some(status) = &user.status {
        println!("  status  {status}");
    }
    if let Some(name) = user.group.as_ref().and_then(|group| group.name.as_ref()) {
        println!("  group   {name}");
    }
    for slug in user
        .roles
        .iter()
        .flatten()
        .filter_map(|role| role.slug.as_ref())
    {
        println!("  role    {slug}");
    }
    if let Some(time) = &user.joined_time {
        println!("  joined  {time}");
    }
}

fn explain(error: &Error) {
    eprintln!("{}: {error}", error.code());
    if let Some(id) = error.request_id() {
        eprintln!("  request id  {id}");
    }
    eprintln!(
        "  {}",
        match error.effect() {
            Effect::None => "no user was created by this call",
            Effect::Possible => "the user may exist: check before you try again",
        }
    );
}
