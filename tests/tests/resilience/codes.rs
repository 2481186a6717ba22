//! The codes in JavaScript are those of Rust, each with a class.

use std::path::Path;

use bitsight_users::Code;

#[test]
fn javascript_has_the_same_codes_each_with_a_class_of_its_own() {
    let source = source();
    let (_, table) = source
        .split_once("const CLASSES = {")
        .expect("the table of classes");
    let (table, _) = table.split_once("};").expect("its end");
    let entries: Vec<_> = table
        .lines()
        .filter_map(|line| line.trim().trim_end_matches(',').split_once(": "))
        .collect();
    let codes: Vec<_> = entries.iter().map(|(code, _)| *code).collect();
    let expected: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(codes, expected, "in the order of Rust");
    for (code, class) in entries {
        assert_eq!(class, class_of(code));
        let declared = format!("export class {class} extends BitsightError<\"{code}\"> ");
        assert!(source.contains(&declared), "there is no `{declared}`");
    }
    assert!(source.contains("export type ErrorCode = keyof typeof CLASSES;"));
}

#[test]
fn codes_are_unique_and_written_alike() {
    let mut texts: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    for text in &texts {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        assert!(text.bytes().all(fits), "{text}");
    }
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), Code::ALL.len());
}

fn source() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bindings/npm/src/errors.ts");
    std::fs::read_to_string(file).expect("the source of the errors")
}

/// `not_found` as `NotFoundError`.
pub fn class_of(code: &str) -> String {
    let words = code
        .split('_')
        .map(|word| word[..1].to_uppercase() + &word[1..]);
    words.collect::<String>() + "Error"
}
