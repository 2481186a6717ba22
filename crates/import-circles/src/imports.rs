//! The modules of a crate, and the imports between their files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use quote::ToTokens;
use syn::{Attribute, Item, ItemMacro, ItemMod, Visibility};

use crate::paths;

/// The imports of each file: the path in the code, and the file that it leads to.
pub type Imports = BTreeMap<PathBuf, Vec<(String, PathBuf)>>;

/// A module: its file, the names of its items, and its re-exports.
struct Module {
    file: PathBuf,
    items: BTreeSet<String>,
    /// By their name; `*` for all names of a module.
    exports: Vec<(String, paths::Path)>,
    /// The paths in its code.
    paths: Vec<paths::Path>,
}

/// All modules of a crate by their path, which is empty for the root.
type Modules = BTreeMap<Vec<String>, Module>;

/// Reads a crate, from the file of its root module on.
pub fn of_crate(root: &Path) -> Result<Imports> {
    let mut modules = Modules::new();
    let folder = root.parent().context("the root module has a folder")?;
    read(root, folder, Vec::new(), &mut modules)?;
    let mut imports = Imports::new();
    for (name, module) in &modules {
        let entry = imports.entry(module.file.clone()).or_default();
        for path in &module.paths {
            let target = absolute(&modules, name, path).and_then(|path| find(&modules, &path, 0));
            if let Some(file) = target.filter(|file| **file != module.file) {
                let import = (path.join("::"), file.clone());
                if !entry.contains(&import) {
                    entry.push(import);
                }
            }
        }
    }
    Ok(imports)
}

/// Reads a file of a module, whose children are in `folder`.
fn read(file: &Path, folder: &Path, name: Vec<String>, modules: &mut Modules) -> Result<()> {
    let shown = file.display().to_string();
    let text = fs::read_to_string(file).with_context(|| format!("can't read {shown}"))?;
    let parsed = syn::parse_file(&text).with_context(|| format!("can't parse {shown}"))?;
    module(parsed.items, file, folder, name, modules)
}

fn module(
    items: Vec<Item>,
    file: &Path,
    folder: &Path,
    name: Vec<String>,
    modules: &mut Modules,
) -> Result<()> {
    let mut module = Module {
        file: file.to_owned(),
        items: BTreeSet::new(),
        exports: Vec::new(),
        paths: Vec::new(),
    };
    for item in items {
        if is_test(attributes(&item)) {
            continue;
        }
        match item {
            Item::Mod(child) => {
                module.items.insert(child.ident.to_string());
                self::child(child, file, folder, &name, modules)?;
            }
            Item::Use(import) => {
                let renamed = renames(&import.tree.to_token_stream().to_string());
                let found = paths::paths(import.tree.to_token_stream());
                if !matches!(import.vis, Visibility::Inherited) {
                    for path in &found {
                        let last = path.last().cloned().unwrap_or_default();
                        let export = renamed.get(&last).unwrap_or(&last).clone();
                        module.exports.push((export, path.clone()));
                    }
                }
                module.paths.extend(found);
            }
            Item::Macro(ItemMacro { mac, .. }) if included(&mac.tokens.to_string()).is_some() => {
                // `include!`, or a macro around it, of a committed file.
                let name_of_file = included(&mac.tokens.to_string()).unwrap_or_default();
                let path = file.with_file_name("generated").join(name_of_file);
                if path.is_file() {
                    return read(&path, folder, name, modules);
                }
            }
            item => {
                if let Some(ident) = identifier(&item) {
                    module.items.insert(ident);
                }
                module.paths.extend(paths::paths(item.to_token_stream()));
            }
        }
    }
    modules.insert(name, module);
    Ok(())
}

fn child(
    child: ItemMod,
    file: &Path,
    folder: &Path,
    parent: &[String],
    modules: &mut Modules,
) -> Result<()> {
    let ident = child.ident.to_string();
    let mut name = parent.to_vec();
    name.push(ident.clone());
    if let Some((_, items)) = child.content {
        return module(items, file, folder, name, modules);
    }
    let has_path = |attribute: &Attribute| attribute.path().is_ident("path");
    if child.attrs.iter().any(has_path) {
        // The file has another place in the tree, or belongs to another crate: there its imports count.
        return Ok(());
    }
    let inner = folder.join(&ident);
    let beside = folder.join(format!("{ident}.rs"));
    let file = if beside.is_file() {
        beside
    } else {
        inner.join("mod.rs")
    };
    read(&file, &inner, name, modules)
}

/// A path as seen from the root of the crate; `None` if it leads elsewhere.
fn absolute(modules: &Modules, module: &[String], path: &[String]) -> Option<Vec<String>> {
    let mut base = module.to_vec();
    let (first, mut rest) = path.split_first()?;
    match first.as_str() {
        "crate" => base.clear(),
        "self" => {}
        "super" => {
            base.pop()?;
            while let Some(("super", after)) = rest
                .split_first()
                .map(|(step, after)| (step.as_str(), after))
            {
                base.pop()?;
                rest = after;
            }
        }
        child => {
            base.push(child.to_owned());
            // Otherwise it is another crate, or something imported, whose import is counted.
            modules.get(&base)?;
        }
    }
    base.extend(rest.iter().filter(|step| *step != "self").cloned());
    Some(base)
}

/// The file with the item of an absolute path.
fn find<'a>(modules: &'a Modules, path: &[String], depth: usize) -> Option<&'a PathBuf> {
    // The longest part of the path that is a module; what follows is an item in it.
    let (name, item, module) = (0..=path.len()).rev().find_map(|length| {
        let (name, rest) = path.split_at_checked(length)?;
        Some((name, rest.first(), modules.get(name)?))
    })?;
    let Some(item) = item.filter(|item| *item != "*") else {
        return Some(&module.file);
    };
    // Re-exports of re-exports end somewhere; ones in a circle don't.
    if module.items.contains(item) || depth > 8 {
        return Some(&module.file);
    }
    let named = module.exports.iter().find(|(export, _)| export == item);
    if let Some((_, target)) = named {
        // `None` for a re-export of another crate.
        return find(modules, &absolute(modules, name, target)?, depth + 1);
    }
    let globs = module.exports.iter().filter(|(export, _)| export == "*");
    let mut found = globs.filter_map(|(_, target)| {
        let (_, target) = target.split_last()?;
        let mut target = absolute(modules, name, target)?;
        target.push(item.clone());
        find(modules, &target, depth + 1)
    });
    Some(found.next().unwrap_or(&module.file))
}

/// `a as b` in a `use`, by the name before.
fn renames(tree: &str) -> BTreeMap<String, String> {
    let words: Vec<&str> = tree
        .split(|each: char| !each.is_alphanumeric() && each != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let renames = words.windows(3).filter_map(|words| match words {
        [before, "as", after] => Some(((*before).to_owned(), (*after).to_owned())),
        _ => None,
    });
    renames.collect()
}

/// The file in the tokens of a macro such as `include!("client.rs")`.
fn included(tokens: &str) -> Option<String> {
    let name = tokens.trim().strip_prefix('"')?.strip_suffix('"')?;
    name.ends_with(".rs").then(|| name.to_owned())
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.to_token_stream().to_string().contains("(test")
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        _ => &[],
    }
}

fn identifier(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        _ => return None,
    };
    Some(ident.to_string())
}
