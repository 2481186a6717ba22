//! Files that tasks write: derived from other files, or copied.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use similar::TextDiff;

/// The files that a command writes: the path of each, and its text, or `None` if it must not exist.
pub type Derived = Vec<(PathBuf, Option<String>)>;

/// Writes those files that differ from their text, and returns the number of changes.
///
/// With `check` it fails instead if one differs: it prints the differences, and the error names the
/// command that writes the files. Paths are relative to `root`.
pub fn write_or_compare(root: &Path, files: &Derived, command: &str, check: bool) -> Result<usize> {
    let mut stale = 0;
    for (path, text) in files {
        let file = root.join(path);
        let existing = fs::read_to_string(&file).ok();
        if existing == *text {
            continue;
        }
        stale += 1;
        let name = path.display();
        match text {
            _ if check => {
                let (existing, text) = (existing.unwrap_or_default(), text.as_deref());
                println!(
                    "{}",
                    difference(&name.to_string(), &existing, text, command)
                );
            }
            Some(text) => {
                if let Some(folder) = file.parent() {
                    fs::create_dir_all(folder)?;
                }
                fs::write(&file, text).with_context(|| format!("can't write {name}"))?;
                println!("wrote {name}");
            }
            None => {
                fs::remove_file(&file).with_context(|| format!("can't remove {name}"))?;
                println!("removed {name}");
            }
        }
    }
    ensure!(
        !check || stale == 0,
        "stale files: {stale}; `{command}` writes them"
    );
    Ok(stale)
}

fn difference(name: &str, existing: &str, text: Option<&str>, command: &str) -> String {
    let Some(text) = text else {
        return format!("{name}: `{command}` would remove this file");
    };
    TextDiff::from_lines(existing, text)
        .unified_diff()
        .header(name, &format!("{name} (as `{command}` would write it)"))
        .to_string()
}

/// Copies a folder with its contents.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("can't read {}", from.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()))?;
        } else {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Creates an empty folder, in place of an existing one.
pub fn empty(folder: &Path) -> Result<()> {
    remove(folder)?;
    fs::create_dir_all(folder).with_context(|| format!("can't create {}", folder.display()))
}

/// Removes a folder with its contents, if it exists.
pub fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("can't remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}
