//! The step that changes a copy of the document, regenerates, and finds the change in all four
//! places: the Rust crate, the command line, the wasm binding, and the package's types.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use crate::install::rust::WASM;
use crate::run::log::Log;
use crate::run::project::Project;
use crate::run::step::{Step, Task};
use crate::tasks::regen;

/// The step.
pub const STEP: Step = Step {
    name: "changed",
    about: "a changed document, in Rust, the command line, wasm and TypeScript",
    needs: &["wasm-target", "npm"],
    run,
};

/// What the copy's document gets: operations as other documents have them, an optional field for
/// requests and responses, and an operation with that.
const EDITS: [(&str, &str); 4] = [
    ("\npaths:\n", include_str!("changed.yaml")),
    (
        "    NewUser:\n      type: object\n      description: A user to create.\n      additionalProperties: false\n      required: [friendly_name, formal_name, email, roles]\n      properties:\n",
        "        nickname:\n          type: string\n          minLength: 1\n          description: What friends call the user.\n",
    ),
    (
        "      properties:\n        guid:\n          type: string\n          description: Identifies the user.\n",
        "        nickname:\n          type: string\n          description: What friends call the user.\n",
    ),
    (
        "\npaths:\n",
        "  /v2/users/{user_guid}/nicknames:\n    parameters:\n      - $ref: \"#/components/parameters/UserGuid\"\n    get:\n      operationId: list_nicknames\n      tags: [users]\n      summary: List nicknames\n      x-retry: safe\n      parameters:\n        - name: starts.with\n          in: query\n          description: Only those that begin like this.\n          schema: { type: string }\n      responses:\n        \"200\":\n          description: The user, nickname included.\n          content:\n            application/json:\n              schema: { $ref: \"#/components/schemas/User\" }\n",
    ),
];

/// Compiles only if the change is in the crate.
const RUST: &str = "#![allow(missing_docs)]
use bitsight_users::{Client, NewUser, types::ListNicknamesQuery};

pub async fn changed(client: &Client) -> Result<Option<String>, bitsight_users::Error> {
    let user = NewUser::builder().friendly_name(\"A\").formal_name(\"A\").email(\"a@b\");
    let user = user.roles([\"customer_user\"]).nickname(\"Arnie\").build();
    client.create_user(&user).await?;
    let query = ListNicknamesQuery::new().starts_with(\"A\");
    Ok(client.list_nicknames(\"guid\", &query).await?.into_inner().nickname)
}

fn main() {}
";

/// Commands of the program, and what their help shows only if the change is in it.
const COMMANDS: [(&[&str], &[&str]); 3] = [
    (
        &["users", "list-nicknames", "--help"],
        &[
            "List nicknames",
            "--starts-with",
            "Only those that begin like this",
        ],
    ),
    (
        &["users", "create", "--help"],
        &["--nickname", "What friends call the user"],
    ),
    (
        &["users", "post-odd", "--help"],
        &[
            "<TYPE>",
            "--type",
            "possible values: on, off",
            "--inner <JSON>",
        ],
    ),
];

/// Compiles only if the change is in the package's types, and `nickname` is a string in them.
const TYPESCRIPT: &str = "import { BitsightUsers, type NewUser } from \"../src/entries/public.js\";

const user: NewUser = {
  friendly_name: \"A\", formal_name: \"A\", email: \"a@b\", roles: [{ slug: \"x\" }], nickname: \"Arnie\",
};
const users = new BitsightUsers({ token: \"t\" });
export const nickname: Promise<string | undefined> = users.createUser(user)
  .then((user) => users.listNicknames(user.guid, { starts_with: \"A\" }))
  .then((user) => user.nickname);
// @ts-expect-error: a nickname is a string
user.nickname = 5;
";

/// The package's own settings, for looking only.
const TSCONFIG: &str = r#"{
  "extends": "../tsconfig.json",
  "compilerOptions": {
    "noEmit": true, "declaration": false, "emitDeclarationOnly": false, "rootDir": ".."
  },
  "include": [".", "../src"]
}
"#;

fn run(task: &Task) -> Result<String> {
    let sources = task.project.target("changed/sources");
    copy_sources(task.project, &task.log, &sources)?;
    change(&sources.join("spec/openapi.yaml"))?;

    regen::run(&sources, false)?;
    regen::run(&sources, true).context("what was just regenerated is stale")?;

    let example = sources.join("crates/bitsight-users/examples/changed.rs");
    fs::write(&example, RUST)?;
    let (project, sh) = (task.project, &task.project.sh);
    let cargo = cmd!(
        sh,
        "cargo check --package bitsight-users --example changed --no-default-features"
    );
    let cargo = cargo.env("CARGO_TARGET_DIR", project.target(""));
    task.log.run(project.at(&sources, cargo))?;

    // Without the mock, which lags behind the changed document.
    for (arguments, expected) in COMMANDS {
        let cargo = cmd!(
            sh,
            "cargo run --quiet --package bitsight-users-cli --no-default-features -- {arguments...}"
        );
        let cargo = cargo.env("CARGO_TARGET_DIR", project.target(""));
        let help = task.log.output(project.at(&sources, cargo))?;
        for text in expected {
            ensure!(
                help.contains(text),
                "the help of `{}` lacks `{text}`:\n{help}",
                arguments.join(" ")
            );
        }
    }

    let cargo = cmd!(sh, "cargo check --target {WASM}");
    let cargo = cargo.env("CARGO_TARGET_DIR", project.target(""));
    task.log
        .run(project.at(sources.join("bindings/wasm"), cargo))?;

    let npm = sources.join("bindings/npm");
    fs::create_dir_all(npm.join("changed"))?;
    fs::write(npm.join("changed/changed.ts"), TYPESCRIPT)?;
    fs::write(npm.join("changed/tsconfig.json"), TSCONFIG)?;
    let tsc = cmd!(sh, "node node_modules/typescript/bin/tsc --project changed");
    task.log.run(project.at(&npm, tsc))?;
    Ok("a field and an operation, with no edit by hand".into())
}

/// Copies the files that git tracks or would track. Those that are the same already are left alone, so
/// that Cargo need not compile everything anew.
pub fn copy_sources(project: &Project, log: &Log, to: &Path) -> Result<()> {
    let listed = log.output(cmd!(
        project.sh,
        "git ls-files -z --cached --others --exclude-standard"
    ))?;
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (project.path(name), to.join(name));
        // Listed, but deleted from the work tree.
        let Ok(metadata) = from.symlink_metadata() else {
            continue;
        };
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        if metadata.is_symlink() {
            if to.symlink_metadata().is_err() {
                std::os::unix::fs::symlink(fs::read_link(&from)?, &to)?;
            }
        } else if fs::read(&to).ok() != Some(fs::read(&from)?) {
            fs::copy(&from, &to)?;
        }
    }
    let modules = to.join("bindings/npm/node_modules");
    if modules.symlink_metadata().is_err() {
        std::os::unix::fs::symlink(project.path("bindings/npm/node_modules"), &modules)?;
    }
    Ok(())
}

/// Makes the changes in a document.
pub fn change(document: &Path) -> Result<()> {
    let mut text = fs::read_to_string(document)?;
    for (after, added) in EDITS {
        let place = text.find(after);
        let place = place.with_context(|| {
            format!("the document has no place for a change any more; correct xtask/src/test/changed.rs: {after}")
        })?;
        text.insert_str(place + after.len(), added);
    }
    fs::write(document, text)?;
    Ok(())
}
