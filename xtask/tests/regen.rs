//! Generated files that are stale, in a copy of the parts of the project that they come from.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::tasks::regen;

const DOCUMENT: &str = "spec/openapi.yaml";
/// A page with generated tables.
const PAGE: &str = "docs/administrators.md";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A folder with the document, the scripts, and freshly generated files.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("check-{name}-{}", std::process::id()));
        let copy = Self(folder);
        let scripts = copy.0.join("bindings/npm/scripts");
        for parent in [copy.0.join(DOCUMENT), copy.0.join(PAGE), scripts.clone()] {
            let parent = parent.parent().expect("it is inside the copy");
            fs::create_dir_all(parent).expect("the temporary folder is writable");
        }
        for file in [DOCUMENT, PAGE] {
            fs::copy(root().join(file), copy.0.join(file)).expect("the file is readable");
        }
        // A link, so that Node finds the packages that the script needs beside its real place.
        let real = root().join("bindings/npm/scripts").canonicalize();
        let real = real.expect("the project has the scripts");
        std::os::unix::fs::symlink(real, scripts).expect("the temporary folder takes links");
        regen::run(&copy.0, false).expect("the project's document can be generated from");
        copy
    }

    fn check(&self) -> Result<(), String> {
        regen::run(&self.0, true).map_err(|error| format!("{error:#}"))
    }

    /// Every generated file.
    fn generated(&self) -> Vec<PathBuf> {
        fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
            for entry in fs::read_dir(folder).expect("the copy is readable") {
                let path = entry.expect("the copy is readable").path();
                if path.is_dir() && !path.is_symlink() {
                    collect(&path, files);
                } else if path
                    .parent()
                    .is_some_and(|parent| parent.ends_with("generated"))
                {
                    files.push(path);
                }
            }
        }
        let mut files = Vec::new();
        collect(&self.0, &mut files);
        files
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn each_generated_file_that_is_changed_missing_or_too_many_is_stale() {
    let copy = Copy::new("stale");
    assert_eq!(copy.check(), Ok(()));
    let files = copy.generated();
    assert!(files.len() >= 6, "Rust, wasm and TypeScript, not {files:?}");
    // All at once, since comparing takes a second and more.
    let are_stale = |count: usize| match copy.check() {
        Err(error) => {
            let expected = format!("stale files: {count}; `cargo xtask regen`");
            assert!(error.contains(&expected), "{error}");
        }
        Ok(()) => panic!("{count} stale files aren't noticed"),
    };

    for file in &files {
        let text = fs::read_to_string(file).expect("the copy is readable");
        fs::write(file, text + "\n").expect("the copy is writable");
    }
    are_stale(files.len());
    regen::run(&copy.0, false).expect("it can be generated again");
    fs::remove_file(&files[0]).expect("the copy is writable");
    fs::write(files[1].with_file_name("stray.rs"), "").expect("the copy is writable");
    are_stale(2);
}

#[test]
fn generated_files_are_stale_when_the_document_has_changed() {
    let copy = Copy::new("changed");
    let file = copy.0.join(DOCUMENT);
    let text = fs::read_to_string(&file).expect("the copy is readable");
    let changed = text.replace("total_user_count", "overall_user_count");
    assert_ne!(changed, text);
    fs::write(&file, changed).expect("the copy is writable");
    assert!(copy.check().is_err());
    regen::run(&copy.0, false).expect("the changed document can be generated from");
    assert_eq!(copy.check(), Ok(()));
}
