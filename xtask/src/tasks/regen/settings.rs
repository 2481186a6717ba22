//! Writes the options of clients and calls, which the client defines, as TypeScript.

use std::fmt::Write as _;

use self::client::{
    BASE_URL, BASE_URL_VARIABLE, BODY_HEADER, ERROR_BODY_BYTES, FLAGS, HEADER_OPTIONS, NUMBERS,
    Number, TOKEN_VARIABLE, TOTAL_TIMEOUT, Unit,
};

/// By path and not as a dependency: xtask must build when the client doesn't.
#[path = "../../../../crates/bitsight-users/src/client/settings.rs"]
#[allow(dead_code, reason = "JavaScript has no use for some of it")]
mod client;

/// The text of `settings.ts`.
pub fn typescript() -> String {
    let mut text = String::from(
        "// Written by `cargo xtask regen` from crates/bitsight-users/src/client/settings.rs. Do not edit.\n",
    );
    for (docs, name, value) in [
        ("The service's address.", "BASE_URL", quoted(BASE_URL)),
        (
            "The environment variable with the token.",
            "TOKEN_VARIABLE",
            quoted(TOKEN_VARIABLE),
        ),
        (
            "The environment variable with the base URL.",
            "BASE_URL_VARIABLE",
            quoted(BASE_URL_VARIABLE),
        ),
        (
            "How many bytes of an error's body are kept.",
            "ERROR_BODY_BYTES",
            grouped(ERROR_BODY_BYTES as u64),
        ),
        (
            "The request header that says how to handle the body of the response. It is not sent.",
            "BODY_HEADER",
            quoted(BODY_HEADER),
        ),
        (
            "How many milliseconds a call may take, unless set.",
            "TOTAL_TIMEOUT",
            grouped(TOTAL_TIMEOUT.default),
        ),
    ] {
        let _ = write!(text, "\n/** {docs} */\nexport const {name} = {value};\n");
    }
    let of_clients = NUMBERS.to_vec();
    let of_calls: Vec<_> = of_clients
        .iter()
        .copied()
        .filter(|option| option.per_call)
        .collect();
    for (whose, interface, constant, options) in [
        ("clients", "ClientNumbers", "CLIENT_NUMBERS", of_clients),
        ("calls", "CallNumbers", "CALL_NUMBERS", of_calls),
    ] {
        let _ = write!(
            text,
            "\n/** The options of {whose} that are numbers. */\nexport interface {interface} {{\n"
        );
        for (name, option) in in_javascript(&options) {
            let _ = write!(
                text,
                "  /** {} */\n  {name}?: number | undefined;\n",
                docs(option)
            );
        }
        let _ = write!(
            text,
            "}}\n\n/** The least value of each. */\nexport const {constant} = {{\n"
        );
        for (name, option) in in_javascript(&options) {
            let _ = writeln!(text, "  {name}: {},", option.minimum);
        }
        text.push_str("};\n");
    }
    text.push_str(
        "\n/** The options of clients and calls that are on or off. */\nexport interface Flags {\n",
    );
    for option in FLAGS {
        let (docs, name) = (option.docs, option.javascript);
        let _ = write!(text, "  /** {docs} */\n  {name}?: boolean | undefined;\n");
    }
    let names: Vec<_> = FLAGS
        .iter()
        .map(|option| quoted(option.javascript))
        .collect();
    let _ = write!(
        text,
        "}}\n\n/** Their names. */\nexport const FLAGS = [{}] as const;\n",
        names.join(", ")
    );
    text.push_str(
        "\n/** The options of clients that are sent as headers. */\nexport interface HeaderOptions {\n",
    );
    for option in HEADER_OPTIONS {
        let (docs, name) = (option.docs, option.names.javascript);
        let _ = write!(text, "  /** {docs} */\n  {name}?: string | undefined;\n");
    }
    let names: Vec<_> = HEADER_OPTIONS
        .iter()
        .map(|option| quoted(option.names.javascript))
        .collect();
    let _ = write!(
        text,
        "}}\n\n/** Their names. */\nexport const HEADER_OPTIONS = [{}] as const;\n",
        names.join(", ")
    );
    text
}

/// The options that JavaScript has, by their names there.
fn in_javascript(options: &[Number]) -> impl Iterator<Item = (&'static str, &Number)> {
    options
        .iter()
        .filter_map(|option| Some((option.javascript?, option)))
}

fn docs(option: &Number) -> String {
    let unit = match option.unit {
        Unit::Milliseconds => "In milliseconds, ",
        Unit::Bytes => "In bytes, ",
        Unit::Count => "",
    };
    let default = grouped(option.default).replace('_', " ");
    format!("{} {unit}{default} unless set.", option.docs)
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// A number as TypeScript code, its digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_of_javascript_is_written_with_its_default_and_minimum() {
        let text = typescript();
        for (name, option) in in_javascript(NUMBERS) {
            assert!(
                text.contains(&format!("  {name}?: number | undefined;")),
                "{text}"
            );
            assert!(
                text.contains(&format!("  {name}: {},", option.minimum)),
                "{text}"
            );
            assert!(text.contains(&docs(option)), "{text}");
        }
        assert!(!text.contains("connectTimeout"), "{text}");
    }

    #[test]
    fn digits_are_grouped() {
        assert_eq!(grouped(2), "2");
        assert_eq!(grouped(120_000), "120_000");
        assert_eq!(grouped(67_108_864), "67_108_864");
    }
}
