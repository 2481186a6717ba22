//! The generated files, as texts.

use proc_macro2::TokenStream;

use bitsight_users_openapi::{Document, DocumentError};

use crate::{
    read::read,
    write::{
        cli, client, methods, operations, provision, requests, responses, schemas, transport,
        typescript,
    },
};

/// A generated file.
#[derive(Clone, Debug)]
pub struct File {
    /// The file's name, without a folder.
    pub name: &'static str,
    /// Its whole text.
    pub text: String,
}

/// The Rust sources of the crate `bitsight-users`: progenitor's client, the types of requests with their schemas, and
/// the operations.
///
/// # Errors
/// When the document has something that can't be generated. The message names the place in the file, the operation
/// and the reason.
pub fn rust(document: &Document) -> Result<Vec<File>, DocumentError> {
    let api = read(document)?;
    [
        ("client.rs", client::client(document, &api)?),
        ("requests.rs", requests::write(&api)),
        ("operations.rs", operations::write(&api)),
        ("transport.rs", transport::write(&api)),
        ("methods.rs", methods::write(&api)),
        ("schemas.rs", schemas::write(&api)),
    ]
    .into_iter()
    .map(|(name, tokens)| rust_file(document, name, tokens))
    .collect()
}

/// The Rust sources of the crate `bitsight-users-provision`: the fields that a list of people can
/// manage, and the JSON Schema of a list.
///
/// # Errors
/// As [`rust`]; also when the document doesn't describe the creation and the change of a user.
pub fn provision(document: &Document) -> Result<Vec<File>, DocumentError> {
    let api = read(document)?;
    let fields = provision::table(document, &api)?;
    let list = File {
        name: "list.schema.json",
        text: provision::list_schema(document, &api)?,
    };
    Ok(vec![rust_file(document, "fields.rs", fields)?, list])
}

/// The Rust sources of the crate `bitsight-users-cli`: the table of the commands that call an operation, and how each
/// calls the client.
///
/// # Errors
/// As [`rust`]; also when an operation has no tag, or its command has the name of another.
pub fn cli(document: &Document) -> Result<Vec<File>, DocumentError> {
    let api = read(document)?;
    [
        ("operations.rs", cli::table(document, &api)?),
        ("calls.rs", cli::calls(&api)),
    ]
    .into_iter()
    .map(|(name, tokens)| rust_file(document, name, tokens))
    .collect()
}

/// The TypeScript sources of the npm package: the methods of its client, and the checks of response bodies.
///
/// # Errors
/// As [`rust`].
pub fn typescript(document: &Document) -> Result<Vec<File>, DocumentError> {
    let api = read(document)?;
    let file = |name, text| File {
        name,
        text: format!("// {HEADER}\n\n{text}"),
    };
    Ok(vec![
        file("operations.ts", typescript::write(&api)),
        file("answers.ts", responses::predicates(&api)),
    ])
}

const HEADER: &str = "Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.";

fn rust_file(
    document: &Document,
    name: &'static str,
    tokens: TokenStream,
) -> Result<File, DocumentError> {
    match syn::parse2(tokens) {
        Ok(file) => {
            let text = format!("// {HEADER}\n\n{}", prettyplease::unparse(&file));
            Ok(File { name, text })
        }
        Err(error) => {
            Err(document.error_at("", format!("the generated {name} isn't Rust: {error}")))
        }
    }
}
