//! Circles that have to be found, in crates written for it.

use std::fs;
use std::path::PathBuf;

use crate::{circles, of_crate};

/// A crate of these files, in a folder that is removed when this is dropped.
struct Crate(PathBuf);

impl Crate {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("imports-{name}-{}", std::process::id()));
        for (file, text) in files {
            let file = folder.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        Self(folder)
    }

    /// The circles, as `a.rs b.rs`.
    fn circles(&self) -> Vec<String> {
        let imports = of_crate(&self.0.join("lib.rs")).unwrap();
        let shown = |(from, ..): &(PathBuf, String, PathBuf)| {
            from.strip_prefix(&self.0).unwrap().display().to_string()
        };
        let circles = circles(&imports);
        circles
            .iter()
            .map(|circle| circle.iter().map(shown).collect::<Vec<_>>().join(" "))
            .collect()
    }
}

impl Drop for Crate {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_tree_of_imports_has_no_circle() {
    let files = [
        ("lib.rs", "mod a; mod b; pub use a::A;"),
        // `crate::B` is not an import of lib.rs: there is only its re-export.
        (
            "a.rs",
            "use crate::b::B; pub struct A(B); #[cfg(test)] mod tests { use super::*; }",
        ),
        (
            "b.rs",
            "pub struct B; #[cfg(test)] mod tests { use crate::A; }",
        ),
    ];
    assert_eq!(Crate::new("tree", &files).circles(), Vec::<String>::new());
}

#[test]
fn circles_are_found_through_bodies_re_exports_and_folders() {
    let body = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::B; pub fn a(_: B) {}"),
        (
            "b.rs",
            "pub struct B; fn b() { println!(\"{:?}\", super::a::a(B)); }",
        ),
    ];
    assert_eq!(Crate::new("body", &body).circles(), ["a.rs b.rs"]);
    let export = [
        (
            "lib.rs",
            "mod a; mod b; pub use b::B as Renamed; pub use a::*;",
        ),
        ("a.rs", "pub struct A(crate::Renamed);"),
        ("b.rs", "pub struct B(Box<crate::A>);"),
    ];
    assert_eq!(Crate::new("export", &export).circles(), ["a.rs b.rs"]);
    let folder = [
        ("lib.rs", "mod a;"),
        ("a/mod.rs", "mod b; pub struct A; pub fn a() { b::b() }"),
        ("a/b.rs", "use super::A; pub fn b() { let _ = A; }"),
    ];
    assert_eq!(Crate::new("folder", &folder).circles(), ["a/b.rs a/mod.rs"]);
    let long = [
        ("lib.rs", "mod a; mod b; mod c; pub const L: u8 = 0;"),
        ("a.rs", "use crate::b::f as a;"),
        ("b.rs", "use crate::{c, L}; pub fn f() { c::g() }"),
        ("c.rs", "use super::a as other; pub fn g() {}"),
    ];
    assert_eq!(Crate::new("long", &long).circles(), ["a.rs b.rs c.rs"]);
}

#[test]
fn included_files_count_as_themselves() {
    let files = [
        ("lib.rs", "mod generated; mod a;"),
        (
            "generated.rs",
            "pub mod client { generated!(\"client.rs\"); }",
        ),
        ("generated/client.rs", "use crate::a::A; pub struct C(A);"),
        (
            "a.rs",
            "pub struct A; fn a(_: crate::generated::client::C) {}",
        ),
    ];
    assert_eq!(
        Crate::new("included", &files).circles(),
        ["a.rs generated/client.rs"]
    );
}
