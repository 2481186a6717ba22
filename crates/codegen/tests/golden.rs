//! Small documents, one for each kind of thing that documents differ in, and what is generated from them.
//!
//! `UPDATE_GOLDEN=1` writes the expected texts. They hold declarations only: what each generated file is like as a
//! whole, the committed files of the project show.

use std::{fs, path::Path};

use bitsight_users_codegen::{Document, File, rust, typescript};
use syn::{Attribute, Fields, ImplItem, Item};

#[test]
fn documents_generate_what_is_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut documents = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            continue;
        }
        documents += 1;
        let generated = generated(&path);
        let golden = path.with_extension("txt");
        if update {
            fs::write(&golden, &generated).unwrap();
        } else if fs::read_to_string(&golden).ok().as_ref() != Some(&generated) {
            wrong.push(format!("{}:\n{generated}", golden.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(documents > 0, "{} is empty", folder.display());
}

fn generated(path: &Path) -> String {
    let document = Document::load(path).unwrap();
    let rust = rust(&document).unwrap_or_else(|error| panic!("{error}"));
    let typescript = typescript(&document).unwrap_or_else(|error| panic!("{error}"));
    let rust = rust.iter().map(|file| (file, declarations(file)));
    let typescript = typescript.iter().map(|file| (file, definitions(file)));
    let texts = rust.chain(typescript).filter(|(_, text)| !text.is_empty());
    let texts = texts.map(|(file, text)| format!("// {}\n{text}", file.name));
    texts.collect::<Vec<_>>().join("\n")
}

/// The types, tables and methods of a Rust source, without their documentation.
fn declarations(file: &File) -> String {
    let source = syn::parse_file(&file.text).unwrap();
    let mut items = Vec::new();
    for item in source.items {
        match item {
            // Progenitor's types; its client is the same for every document but for the operations.
            Item::Mod(module) if module.ident == "types" => {
                items.extend(
                    module
                        .content
                        .unwrap()
                        .1
                        .into_iter()
                        .filter_map(declaration),
                );
            }
            _ if file.name == "client.rs" => {}
            item => items.extend(declaration(item)),
        }
    }
    prettyplease::unparse(&syn::File {
        items,
        attrs: Vec::new(),
        shebang: None,
        frontmatter: None,
    })
}

fn declaration(mut item: Item) -> Option<Item> {
    // Documentation, derives and the like are the same for all.
    let keep =
        |attributes: &mut Vec<Attribute>| attributes.retain(|each| each.path().is_ident("serde"));
    match &mut item {
        Item::Struct(declared) => {
            keep(&mut declared.attrs);
            if let Fields::Named(fields) = &mut declared.fields {
                fields
                    .named
                    .iter_mut()
                    .for_each(|field| keep(&mut field.attrs));
            }
        }
        Item::Enum(declared) => {
            keep(&mut declared.attrs);
            declared
                .variants
                .iter_mut()
                .for_each(|variant| keep(&mut variant.attrs));
        }
        Item::Static(declared) => declared.attrs.clear(),
        Item::Impl(declared) if declared.trait_.is_none() => {
            declared.attrs.clear();
            for each in &mut declared.items {
                if let ImplItem::Fn(function) = each {
                    function.attrs.clear();
                    function.block.stmts.clear();
                }
            }
        }
        _ => return None,
    }
    Some(item)
}

/// What a TypeScript source defines after what all of its kind begin with, without comments.
fn definitions(file: &File) -> String {
    let mut lines: Vec<_> = file
        .text
        .lines()
        .filter(|line| {
            !["/", "*"]
                .iter()
                .any(|begin| line.trim_start().starts_with(begin))
        })
        .collect();
    let begin = lines.iter().position(|line| {
        ["  ): PagePromise<P, T>;", "type Problem =", "const not ="]
            .iter()
            .any(|last| line.starts_with(last))
    });
    lines.drain(..begin.map_or(0, |begin| begin + 1));
    // The functions around the checks are the same for all.
    let end = lines
        .iter()
        .position(|line| line.starts_with("export function problemOf"));
    lines.truncate(end.unwrap_or(lines.len()));
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}
