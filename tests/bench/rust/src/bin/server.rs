//! The server: precomputed answers, written in one piece, over connections that are kept.
//!
//! It does as little as possible, so that the client is measured. Below `/after/20` of its URL it answers after 20
//! milliseconds. It prints its URL, and ends when its stdin ends.

use std::{
    collections::HashMap,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use bitsight_users_bench::{LATE_USERS, USERS, answers};

/// Answers by the first line of the request, each made once.
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
            let known = answers.lock().expect("nobody panics").get(line).cloned();
            let answer = known.unwrap_or_else(|| {
                let answer: Arc<[u8]> = answer_to(line, base_url).into();
                let mut answers = answers.lock().expect("nobody panics");
                answers.insert(line.to_owned(), answer.clone());
                answer
            });
            if let Some((_, milliseconds)) = late(line) {
                thread::sleep(Duration::from_millis(milliseconds));
            }
            stream.write_all(&answer)?;
            seen.drain(..length);
            continue;
        }
        match stream.read(&mut buffer)? {
            0 => return Ok(()),
            length => seen.extend_from_slice(&buffer[..length]),
        }
    }
}

/// The length of the first request, if all of it is there, and its first line.
fn request(bytes: &[u8]) -> Option<(usize, &str)> {
    let mut headers = [httparse::EMPTY_HEADER; 16];
    let mut request = httparse::Request::new(&mut headers);
    let head = request.parse(bytes).expect("it is HTTP");
    let httparse::Status::Complete(head) = head else {
        return None;
    };
    let length = request
        .headers
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case("content-length"));
    let body = length.map_or(0, |length| {
        let text = str::from_utf8(length.value).expect("a number is text");
        text.parse().expect("a number")
    });
    let (line, _) = str::from_utf8(&bytes[..head])
        .expect("it is text")
        .split_once("\r\n")?;
    (bytes.len() >= head + body).then_some((head + body, line))
}

fn answer_to(line: &str, base_url: &str) -> Vec<u8> {
    if line.starts_with("POST ") {
        return answers::http("201 Created", &answers::created());
    }
    let number = |name: &str, otherwise: usize| {
        let query = line.split(['?', '&', ' ']);
        let mut values = query.filter_map(|part| part.strip_prefix(name)?.strip_prefix('='));
        values
            .next()
            .map_or(otherwise, |value| value.parse().expect("a number"))
    };
    let (limit, offset) = (number("limit", 100), number("offset", 0));
    let (users, folder) = match late(line) {
        Some((folder, _)) => (LATE_USERS, folder),
        None => (USERS, ""),
    };
    let page = answers::page(
        users,
        &format!("{base_url}{folder}/v2/users"),
        limit,
        offset,
    );
    answers::http("200 OK", &page)
}

/// The folder of the requests that are answered late, and after how many milliseconds.
fn late(line: &str) -> Option<(&str, u64)> {
    const FOLDER: &str = "/after/";
    let (start, rest) = line.split_once(FOLDER)?;
    let (milliseconds, _) = rest.split_once('/')?;
    let folder = line.get(start.len()..start.len() + FOLDER.len() + milliseconds.len())?;
    Some((folder, milliseconds.parse().ok()?))
}
