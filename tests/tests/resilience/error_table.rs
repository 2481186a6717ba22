//! The table of codes in docs/errors.md is the list in the code.

use std::path::{Path, PathBuf};

use bitsight_users::Code;

use crate::codes::class_of;

const BEGIN: &str =
    "<!-- table: compared with the code by tests/tests/resilience/error_table.rs -->\n";
const END: &str = "<!-- end of table -->\n";

#[test]
fn the_table_of_codes_is_that_of_the_code() {
    let text = std::fs::read_to_string(file()).expect("docs/errors.md");
    let (_, rest) = text.split_once(BEGIN).expect("where the table begins");
    let (written, _) = rest.split_once(END).expect("where the table ends");
    let expected = table();
    assert!(
        written == expected,
        "docs/errors.md is out of date; between its marks there has to be:\n{expected}"
    );
}

fn table() -> String {
    let mut table =
        "| `code` | Class in JavaScript | Meaning | Repeated |\n| --- | --- | --- | --- |\n"
            .to_owned();
    for code in Code::ALL {
        let class = class_of(code.as_str());
        table += &format!(
            "| `{code}` | `{class}` | {} | {} |\n",
            code.meaning(),
            code.repeated()
        );
    }
    table
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/errors.md")
}
