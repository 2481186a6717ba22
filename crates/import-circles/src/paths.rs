//! Finds the module paths in the tokens of Rust code, those in bodies and in the arguments of macros included.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path, such as `crate::run::log::Log`; a glob ends with `*`.
pub type Path = Vec<String>;

/// Macros whose argument is code of another crate.
const TEMPLATES: [&str; 3] = ["quote", "quote_spanned", "parse_quote"];

/// All paths of two and more segments, with the trees of `use` spelt out.
pub fn paths(tokens: TokenStream) -> Vec<Path> {
    let mut found = Vec::new();
    scan(tokens, &mut found);
    found
}

fn scan(tokens: TokenStream, found: &mut Vec<Path>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Group(group) => scan(group.stream(), found),
            TokenTree::Ident(ident) if TEMPLATES.iter().any(|it| ident == it) => {
                // The name, the `!`, and the code of another crate.
                at += 3;
                continue;
            }
            TokenTree::Ident(_) if begins_path(&tokens, at) => {
                at = path(&tokens, at, &[], found);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Not after `::`, which is inside a path, nor after `.`, which is a field, nor after `$`, which is a path
/// of the macro's user.
fn begins_path(tokens: &[TokenTree], at: usize) -> bool {
    let inside = at
        .checked_sub(2)
        .is_some_and(|before| colons(tokens, before));
    !inside && !follows(tokens, at, '$') && !follows(tokens, at, '.')
}

/// Reads the path that begins at an identifier, and returns the place after it.
fn path(tokens: &[TokenTree], mut at: usize, prefix: &[String], found: &mut Vec<Path>) -> usize {
    let mut path = prefix.to_vec();
    loop {
        match tokens.get(at) {
            Some(TokenTree::Ident(ident)) => path.push(ident.to_string()),
            Some(TokenTree::Punct(star)) if star.as_char() == '*' && !path.is_empty() => {
                path.push("*".to_owned());
            }
            Some(TokenTree::Group(tree))
                if tree.delimiter() == Delimiter::Brace && !path.is_empty() =>
            {
                branches(tree.stream(), &path, found);
                return at + 1;
            }
            // Such as the `<` of `Vec::<u8>`.
            _ => break,
        }
        at += 1;
        if !colons(tokens, at) {
            break;
        }
        at += 2;
    }
    if path.len() > 1 {
        found.push(path);
    }
    at
}

/// The branches of the tree of a `use`.
fn branches(tokens: TokenStream, prefix: &[String], found: &mut Vec<Path>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(it) if it.as_char() == ',');
    for branch in tokens.split(is_comma).filter(|branch| !branch.is_empty()) {
        path(branch, 0, prefix, found);
    }
}

fn colons(tokens: &[TokenTree], at: usize) -> bool {
    let is_colon = |at| matches!(tokens.get(at), Some(TokenTree::Punct(it)) if it.as_char() == ':');
    is_colon(at) && is_colon(at + 1)
}

fn follows(tokens: &[TokenTree], at: usize, mark: char) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    matches!(before, Some(TokenTree::Punct(it)) if it.as_char() == mark)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // a test may fail loudly
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_in_imports_bodies_and_macros() {
        let code = "
            use crate::a::{self, b::C, d::*};
            fn f(x: super::e::F) -> Vec<self::g::H> {
                println!(\"{}\", crate::i::J::new());
                x.crate_field.other(Vec::<crate::k::L>::new())
            }
            fn g() -> TokenStream { quote!(crate::not::Mine) }
            macro_rules! m { () => { $crate::n::O } }
        ";
        let paths = paths(code.parse().unwrap());
        let paths: Vec<String> = paths.iter().map(|path| path.join("::")).collect();
        assert_eq!(
            paths,
            [
                "crate::a::self",
                "crate::a::b::C",
                "crate::a::d::*",
                "super::e::F",
                "self::g::H",
                "crate::i::J::new",
                "crate::k::L",
            ]
        );
    }
}
