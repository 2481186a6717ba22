//! Packages that don't give back what they read.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test may fail loudly

use std::path::{Path, PathBuf};

use bitsight_users_spec_check::{Answer, Check};

use bitsight_users_spec_check::implementations::javascript;

/// A folder with a package whose client has one method, `create_user`'s, with that body.
struct FakePackage(PathBuf);

impl FakePackage {
    fn new(name: &str, method: &str) -> Self {
        let root = std::env::temp_dir().join(format!("check-{name}-{}", std::process::id()));
        let folder = root.join("bindings/npm/dist");
        std::fs::create_dir_all(&folder).expect("the temporary folder is writable");
        let source = format!(
            "export class BitsightUsers {{
               constructor(options) {{ this.fetch = options.fetch; }}
               async createUser(body) {{
                 const call = (path = \"/v2/users\", sent = body) => this.fetch(
                   `https://example.com/ratings${{path}}`,
                   {{ method: \"POST\", body: JSON.stringify(sent) }});
                 {method}
               }}
             }}"
        );
        std::fs::write(folder.join("index.mjs"), source).expect("the temporary folder is writable");
        Self(root)
    }

    /// What comes of the documented example of `create_user`.
    fn answer(&self) -> Result<Answer, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut sent = Check::run(&root).expect("the project is checked").samples;
        sent.retain(|sample| sample.operation == "create_user");
        let answers = javascript(&self.0, &sent).map_err(|error| format!("{error:#}"))?;
        answers.into_iter().next().ok_or("no answer".to_owned())
    }
}

impl Drop for FakePackage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_package_has_to_give_back_what_was_sent() {
    let package = FakePackage::new("good", "return (await call()).json();");
    assert!(
        matches!(package.answer(), Ok(Answer::Same)),
        "{:?}",
        package.answer()
    );

    for (name, method, expected) in [
        (
            "lost",
            "const user = await (await call()).json(); delete user.guid; return user;",
            "guid",
        ),
        (
            "undefined",
            "return { ...await (await call()).json(), extra: undefined };",
            "extra",
        ),
        (
            "order",
            "return Object.fromEntries(Object.entries(await (await call()).json()).reverse());",
            "guid",
        ),
        (
            "map",
            "return new Map(Object.entries(await (await call()).json()));",
            "Map",
        ),
        (
            "path",
            "return (await call(\"/v1/users\")).json();",
            "/v1/users",
        ),
        (
            "body",
            "return (await call(undefined, {})).json();",
            "roles",
        ),
        (
            "twice",
            "await call(); return (await call()).json();",
            "2 requests",
        ),
        (
            "none",
            "throw new TypeError(\"roles is missing\");",
            "0 requests, then TypeError",
        ),
    ] {
        match FakePackage::new(name, method).answer() {
            Ok(Answer::Differs(reason)) if reason.contains(expected) => {}
            other => panic!("{name}: {other:?}"),
        }
    }
    match FakePackage::new("refuses", "await call(); throw new Error(\"decode\");").answer() {
        Ok(Answer::Refused(reason)) if reason.contains("decode") => {}
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_package_that_isnt_built_or_breaks_is_an_error() {
    let error = javascript(Path::new("/nowhere"), &[]).map_err(|error| error.to_string());
    assert!(error.is_err_and(|error| error.contains("cargo xtask build")));
    // Node ends with a failure when nothing can settle a promise any more.
    let package = FakePackage::new("dies", "process.exit(3);");
    assert!(
        package
            .answer()
            .is_err_and(|error| error.contains("failed"))
    );
}
