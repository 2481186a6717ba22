//! The server: precomputed answers, written in one piece, over connections that are kept.
//!
//! As little as possible, so that what is measured is the client. Prints its URL, and ends when its
//! stdin does.

use std::{
    collections::HashMap,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use bitsight_users_bench::answers;

/// Answers by the first line of the request; those that were made once are kept.
type Answers = Arc<Mutex<HashMap<String, Arc<[u8]>>>>;

fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let base_url: Arc<str> = format!("http://{}/ratings", listener.local_addr()?).into();
    println!("{base_url}");
    let answers = Answers::default();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (base_url, answers) = (base_url.clone(), answers.clone());
            thread::spawn(move || serve(stream, &base_url, &answers));
        }
    });
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

/// Answers requests, one after the other, until the connection ends.
fn serve(mut stream: TcpStream, base_url: &str, answers: &Answers) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut seen = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        if let Some((length, line)) = request(&seen) {
            seen.drain(..length);
            let answer = {
                let mut answers = answers.lock().expect("nobody panics");
                let answer = answers.entry(line);
                let make = |line: &String| answer_to(line, base_url).into();
                answer.or_insert_with_key(make).clone()
            };
            stream.write_all(&answer)?;
            continue;
        }
        match stream.read(&mut buffer)? {
            0 => return Ok(()),
            length => seen.extend_from_slice(&buffer[..length]),
        }
    }
}

/// The length of the first request, if all of it is there, and its first line.
fn request(bytes: &[u8]) -> Option<(usize, String)> {
    let head = bytes.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let (line, headers) = text.split_once("\r\n")?;
    let body = headers.lines().find_map(|header| {
        let (name, value) = header.split_once(':')?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.trim().parse::<usize>().ok())?
    });
    let length = head + body.unwrap_or(0);
    (bytes.len() >= length).then(|| (length, line.to_owned()))
}

fn answer_to(line: &str, base_url: &str) -> Vec<u8> {
    if line.starts_with("POST ") {
        return answers::http("201 Created", &answers::user(0));
    }
    let number = |name: &str, otherwise: usize| {
        let query = line.split(['?', '&', ' ']);
        let mut values = query.filter_map(|part| part.strip_prefix(name)?.strip_prefix('='));
        values
            .next()
            .map_or(otherwise, |value| value.parse().expect("a number"))
    };
    let (limit, offset) = (number("limit", 100), number("offset", 0));
    let page = answers::page(&format!("{base_url}/v2/users"), limit, offset);
    answers::http("200 OK", &page)
}
