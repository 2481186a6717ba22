//! Stamps: a file that remembers which inputs a result was made from.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Folders that hold results, never inputs.
const NOT_INPUTS: [&str; 5] = ["node_modules", "pkg", "dist", "target", ".git"];

/// A hash over names and contents of files, and over further words. A stamp only ever meets its
/// own machine, so a hash that may change with the compiler is good enough.
pub fn of(root: &Path, inputs: &[&str], words: &[&str]) -> Result<String> {
    let mut files = BTreeSet::new();
    for input in inputs {
        collect(&root.join(input), &mut files)?;
    }
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    for file in files {
        file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
        std::fs::read(&file)
            .with_context(|| format!("can't read {}", file.display()))?
            .hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Whether the stamp says that its result was made from these inputs.
pub fn matches(stamp: &Path, fingerprint: &str) -> bool {
    std::fs::read_to_string(stamp).is_ok_and(|text| text.trim() == fingerprint)
}

/// Writes the stamp; to be called when the result is complete.
pub fn write(stamp: &Path, fingerprint: &str) -> Result<()> {
    std::fs::write(stamp, format!("{fingerprint}\n"))
        .with_context(|| format!("can't write {}", stamp.display()))
}

fn collect(path: &Path, files: &mut BTreeSet<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.insert(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        if !NOT_INPUTS.iter().any(|name| entry.file_name() == *name) {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_follows_names_contents_and_words_but_not_results() {
        let root = std::env::temp_dir().join(format!("fingerprint-{}", std::process::id()));
        std::fs::create_dir_all(root.join("in/node_modules")).unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(root.join("in").join(name), text).unwrap();
        let print = |words: &[&str]| of(&root, &["in"], words).unwrap();

        write("a", "1");
        let first = print(&["1.0"]);
        write("node_modules/x", "ignored");
        assert_eq!(print(&["1.0"]), first);
        assert_ne!(print(&["1.1"]), first);
        write("a", "2");
        let second = print(&["1.0"]);
        assert_ne!(second, first);
        std::fs::rename(root.join("in/a"), root.join("in/b")).unwrap();
        assert_ne!(print(&["1.0"]), second);
        std::fs::remove_dir_all(root).unwrap();
    }
}
