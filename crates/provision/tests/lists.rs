//! Broken lists: each fault has its code, its line and its column.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use bitsight_users_provision::{List, ListError, ProblemCode};

use ProblemCode as Code;

const HEADER: &str =
    "email,formal_name,friendly_name,role,group,contact,features,state,previous_email,note";

fn csv(text: &str) -> Result<List, ListError> {
    List::from_csv(text.as_bytes())
}

/// The first problem of a list that can't be read.
fn first(result: Result<List, ListError>) -> (Code, u64, u64) {
    let error = result.expect_err("the list is broken");
    let problem = error.problems.first().expect("an error has a problem");
    assert!(!problem.message.is_empty());
    (problem.code, problem.line, problem.column)
}

/// Rows below the whole header.
fn rows(text: &str) -> Result<List, ListError> {
    csv(&format!("{HEADER}\n{text}"))
}

#[test]
fn broken_files() {
    let utf16: Vec<u8> = "\u{feff}email\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let utf16_bare: Vec<u8> = "email\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(first(csv("")), (Code::Empty, 1, 1));
    assert_eq!(first(csv(" \n\n ")), (Code::Empty, 1, 1));
    assert_eq!(first(List::from_csv(&utf16)), (Code::WrongEncoding, 1, 1));
    assert_eq!(
        first(List::from_csv(b"PK\x03\x04\x14\x00")),
        (Code::WrongEncoding, 1, 1)
    );
    assert_eq!(
        first(List::from_csv(&utf16_bare)),
        (Code::WrongEncoding, 1, 1)
    );
    assert_eq!(
        first(List::from_csv(b"email,formal_name\na@b.us,Ren\xe9\n")),
        (Code::InvalidUtf8, 2, 11)
    );
    assert_eq!(first(csv("email\na@b.us\n\0\n")), (Code::NulByte, 3, 1));
    assert_eq!(
        first(csv("email\na@b.us\nb\0@b.us\n")),
        (Code::NulByte, 3, 2)
    );
}

#[test]
fn broken_headers() {
    assert_eq!(first(csv(HEADER)), (Code::NoRows, 1, 1));
    assert_eq!(
        first(csv("email;formal_name\na@b.us;A\n")),
        (Code::WrongDelimiter, 1, 1)
    );
    assert_eq!(
        first(csv("email\tformal_name\na@b.us\tA\n")),
        (Code::WrongDelimiter, 1, 1)
    );
    assert_eq!(
        first(csv("arnold@actorsfilms.us,Arnold\n")),
        (Code::NoHeader, 1, 1)
    );
    assert_eq!(
        first(csv("formal_name\nArnold\n")),
        (Code::MissingColumn, 1, 1)
    );
    assert_eq!(
        first(csv("email,formalname\na@b.us,A\n")),
        (Code::UnknownColumn, 1, 7)
    );
    let error = csv("email,formalname\na@b.us,A\n").unwrap_err();
    assert!(
        error.to_string().contains("did you mean \"formal_name\"?"),
        "{error}"
    );
    assert_eq!(
        first(csv("email,role,email\na@b.us,x,b@b.us\n")),
        (Code::DuplicateColumn, 1, 12)
    );
}

#[test]
fn broken_rows() {
    assert_eq!(
        first(csv("email,role\na@b.us,\"x\nb@b.us,y\n")),
        (Code::OpenQuote, 2, 8)
    );
    assert_eq!(
        first(csv("email,role\na@b.us,x\"y\n")),
        (Code::StrayQuote, 2, 9)
    );
    assert_eq!(
        first(csv("email,role\na@b.us,\"x\"y\n")),
        (Code::StrayQuote, 2, 11)
    );
    assert_eq!(
        first(csv("email,role\na@b.us\n")),
        (Code::RowTooShort, 2, 1)
    );
    assert_eq!(
        first(csv("email,role\na@b.us,x,y\n")),
        (Code::RowTooLong, 2, 10)
    );
    assert_eq!(
        first(csv("email,role\na@b.us,x\n\n\nb@b.us,y,z\n")),
        (Code::RowTooLong, 5, 10)
    );
    let long = "x".repeat(List::MAX_CELL + 1);
    assert_eq!(
        first(csv(&format!("email,formal_name\na@b.us,{long}\n"))),
        (Code::CellTooLong, 2, 8)
    );
    // A cell of two lines before the fault.
    let text = "email,note,contact\na@b.us,\"one\ntwo\",yes\n";
    assert_eq!(first(csv(text)), (Code::InvalidValue, 3, 6));
    let many = "email\n".to_owned() + &"a@b.us\n".repeat(List::MAX_ROWS + 1);
    assert_eq!(first(csv(&many)), (Code::TooManyRows, 100_002, 1));
}

#[test]
fn broken_cells() {
    assert_eq!(first(rows(",Arnold,,,,,,,,\n")), (Code::MissingEmail, 2, 1));
    assert_eq!(first(rows("arnold,,,,,,,,,\n")), (Code::InvalidEmail, 2, 1));
    assert_eq!(
        first(rows("a b@c.us,,,,,,,,,\n")),
        (Code::InvalidEmail, 2, 1)
    );
    assert_eq!(
        first(rows("\"a@b.us, c@d.us\",,,,,,,,,\n")),
        (Code::InvalidEmail, 2, 1)
    );
    assert_eq!(
        first(rows("a@b.us,,,,,,,,,\na@b.us,,,,,,,,,\n")),
        (Code::DuplicateEmail, 3, 1)
    );
    assert_eq!(
        first(rows("a@b.us,,,,,,,,,\n A@B.US ,,,,,,,,,\n")),
        (Code::DuplicateEmail, 3, 1)
    );
    let error = rows("a@b.us,,,,,,,,,\nA@B.us,,,,,,,,,\n").unwrap_err();
    assert!(
        error.to_string().contains("in line 2 and in line 3"),
        "{error}"
    );
    assert_eq!(
        first(rows("a@b.us,,,,,yes,,,,\n")),
        (Code::InvalidValue, 2, 12)
    );
    assert_eq!(
        first(rows("a@b.us,,,,,,wfh-ro,,,\n")),
        (Code::InvalidValue, 2, 13)
    );
    assert_eq!(
        first(rows("a@b.us,,,,,,a=true;a=false,,,\n")),
        (Code::InvalidValue, 2, 13)
    );
    assert_eq!(
        first(rows("a@b.us,,,,,,,deleted,,\n")),
        (Code::InvalidState, 2, 14)
    );
    assert_eq!(
        first(rows("a@b.us,,,,,,,,nobody,\n")),
        (Code::InvalidEmail, 2, 15)
    );
    assert_eq!(
        first(rows("a@b.us,,,,,,,,A@b.us,\n")),
        (Code::SameEmail, 2, 15)
    );
    assert_eq!(
        first(rows("a@b.us,,,,,,,,c@b.us,\nc@b.us,,,,,,,,,\n")),
        (Code::PreviousEmailListed, 2, 15)
    );
    assert_eq!(
        first(rows("a@b.us,,,,,,,absent,c@b.us,\n")),
        (Code::RenameOfAbsent, 2, 21)
    );
    assert_eq!(
        first(rows("a@b.us,Arn\u{200b}old,,,,,,,,\n")),
        (Code::InvisibleCharacter, 2, 8)
    );
}

#[test]
fn all_faults_are_reported_at_once() {
    let error = rows("x,,,,,,,,,\na@b.us,,,,,yes,,,,\n,,,,,,,,,\n").unwrap_err();
    let lines: Vec<u64> = error.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [2, 3, 4]);
    let many = "x,,,,,,,,,\n".repeat(250);
    let error = rows(&many).unwrap_err();
    assert_eq!((error.problems.len(), error.more), (100, 150));
}

#[test]
fn what_only_looks_wrong_is_a_warning() {
    let list = rows("a@b.us,=cmd(),,customer_usr,,,wfhro=true,,,\n").unwrap();
    let warnings: Vec<_> = list
        .warnings
        .iter()
        .map(|warning| (warning.code, warning.line, warning.column))
        .collect();
    assert_eq!(
        warnings,
        [
            (Code::Formula, 2, 8),
            (Code::UnknownValue, 2, 16),
            (Code::UnknownValue, 2, 31)
        ]
    );
    assert!(
        list.warnings[1].message.contains("customer_user"),
        "{}",
        list.warnings[1]
    );
}

#[test]
fn what_spreadsheets_write_is_read() {
    let list =
        csv("\u{feff}email,contact,formal_name\r\n\"a@b.us\",TRUE,\"Brown, \"\"A\"\"\"\r\n\r\n")
            .unwrap();
    assert_eq!(list.rows.len(), 1);
    assert_eq!(list.rows[0].fields["contact"], true);
    assert_eq!(list.rows[0].fields["formal_name"], "Brown, \"A\"");
    // An empty cell manages nothing, and so does a column that isn't there.
    let list = csv("email,contact\na@b.us,\n").unwrap();
    assert!(list.rows[0].fields.is_empty());
}

fn json(text: &str) -> (Code, u64, u64) {
    first(List::from_json(text.as_bytes()))
}

#[test]
fn broken_json() {
    assert_eq!(
        json("{\"version\": 1,\n \"users\": [}"),
        (Code::InvalidJson, 2, 12)
    );
    assert_eq!(json("[]"), (Code::WrongType, 1, 1));
    assert_eq!(
        json("{\"users\": [{\"email\": \"a@b.us\"}]}"),
        (Code::MissingKey, 1, 1)
    );
    assert_eq!(
        json("{\"version\": 2, \"users\": [{\"email\": \"a@b.us\"}]}"),
        (Code::UnsupportedVersion, 1, 13)
    );
    assert_eq!(json("{\"version\": 1}"), (Code::MissingKey, 1, 1));
    assert_eq!(
        json("{\"version\": 1, \"users\": {}}"),
        (Code::WrongType, 1, 25)
    );
    assert_eq!(
        json("{\"version\": 1, \"users\": []}"),
        (Code::NoRows, 1, 25)
    );
    assert_eq!(
        json("{\"version\": 1, \"user\": [], \"users\": [{\"email\": \"a@b.us\"}]}"),
        (Code::UnknownKey, 1, 24)
    );
    assert_eq!(
        json("{\"version\": 1, \"policy\": {\"allow\": 1}, \"users\": [{\"email\": \"a@b.us\"}]}"),
        (Code::InvalidPolicy, 1, 26)
    );
    let user = |user: &str| json(&format!("{{\"version\": 1, \"users\": [\n{user}\n]}}"));
    assert_eq!(user("7"), (Code::WrongType, 2, 1));
    assert_eq!(user("{}"), (Code::MissingEmail, 2, 1));
    assert_eq!(user("{\"email\": 7}"), (Code::WrongType, 2, 11));
    assert_eq!(
        user("{\"email\": \"a@b.us\", \"contact\": \"true\"}"),
        (Code::WrongType, 2, 32)
    );
    assert_eq!(
        user("{\"email\": \"a@b.us\",\n\"formalName\": \"A\"}"),
        (Code::UnknownKey, 3, 15)
    );
    assert_eq!(
        user("{\"email\": \"a@b.us\", \"email\": \"b@b.us\"}"),
        (Code::DuplicateKey, 2, 30)
    );
    assert_eq!(
        user("{\"email\": \"a@b.us\"},\n{\"email\": \"A@b.us\"}"),
        (Code::DuplicateEmail, 3, 11)
    );
    assert_eq!(
        user("{\"email\": \"a@b.us\", \"features\": {\"x\": 1}}"),
        (Code::WrongType, 2, 33)
    );
    let deep = format!("{{\"version\": 1, \"users\": [{}", "[".repeat(100_000));
    assert_eq!(json(&deep).0, Code::InvalidJson);
}

#[test]
fn a_json_list_reads_like_a_csv() {
    let list = List::from_json(
        br#"{"version": 1, "users": [{"email": "a@b.us", "role": "customer_user", "contact": true,
            "features": {"wfh-ro": true}, "group": null, "state": "absent", "note": "left"}]}"#,
    )
    .unwrap();
    let same = csv("email,role,contact,features,state,note\na@b.us,customer_user,true,wfh-ro=true,absent,left\n").unwrap();
    assert_eq!(list.rows[0].fields, same.rows[0].fields);
    assert_eq!(list.rows[0].state, same.rows[0].state);
}
