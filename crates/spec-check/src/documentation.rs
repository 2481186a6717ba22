//! What the documentation says: the folders under `spec/documented`, read into memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The folder with the pages, in the project.
pub(crate) const FOLDER: &str = "spec/documented";
/// The file with the table of parameters.
pub(crate) const PARAMETERS: &str = "parameters.json";
/// The file with the table of response attributes.
pub(crate) const ATTRIBUTES: &str = "attributes.json";

/// The file with rows that other public sources have and the help page lacks.
pub(crate) const SEEN: &str = "seen.json";

/// The pages by the id of their operation.
pub type Pages = BTreeMap<String, Page>;

/// One page of the documentation.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it comes from.
    pub source: Source,
    /// The example request body.
    pub request: Option<Example>,
    /// The example response body.
    pub response: Option<Example>,
    /// The table of parameters.
    pub parameters: Vec<ParameterRow>,
    /// The table of response attributes.
    pub attributes: Vec<AttributeRow>,
}

/// An example body.
#[derive(Clone, Debug)]
pub struct Example {
    /// The file's name in its folder.
    pub file: &'static str,
    /// The text as published.
    pub text: String,
    /// What it holds. Of a text that isn't JSON, what it holds once commas before a closing
    /// bracket are removed, if that helps.
    pub value: Option<Value>,
    /// Why the text isn't JSON.
    pub not_json: Option<String>,
}

/// `source.json`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What kind of source it is.
    #[serde(default)]
    pub kind: SourceKind,
    /// The page's title.
    pub title: String,
    /// The page's address, if known.
    pub url: Option<String>,
    /// The page's date, if known.
    pub published: Option<String>,
    /// The operation's method.
    pub method: String,
    /// The operation's path.
    pub path: String,
    /// The path parameters of the example request.
    #[serde(default)]
    pub example_path: BTreeMap<String, String>,
    /// Whether our copy of the example response stops before the page's does.
    #[serde(default)]
    pub response_is_excerpt: bool,
}

/// What an operation rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// A help page of Bitsight's.
    #[default]
    Help,
    /// Another public source: seen, but not documented.
    Seen,
}

impl SourceKind {
    /// The key of the document under which an operation names a source of this kind.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Help => "x-documented-in",
            Self::Seen => "x-seen-in",
        }
    }
}

/// `seen.json`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    /// The source's title.
    #[serde(rename = "source")]
    _source: String,
    parameters: Vec<ParameterRow>,
    attributes: Vec<AttributeRow>,
}

/// A row of `parameters.json`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterRow {
    /// The name.
    pub name: String,
    /// `body`, `query` or `path`.
    #[serde(rename = "in")]
    pub place: Place,
    /// Whether the page marks it as required.
    pub required: bool,
    /// `String`, `Integer`, ...; none if the page doesn't say.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The default that the page marks.
    #[serde(default)]
    pub default: Option<Value>,
    /// The values that the page lists.
    #[serde(default)]
    pub values: Option<Vec<Value>>,
    /// The example in the row.
    #[serde(default)]
    pub example: Option<Value>,
    /// The row that this one is shown inside of.
    #[serde(default)]
    pub nested_in: Option<String>,
    /// A remark in our words.
    #[serde(default)]
    pub note: Option<String>,
    /// Whether it is from `seen.json`.
    #[serde(skip)]
    pub seen: bool,
}

impl ParameterRow {
    /// The file that holds the row.
    pub(crate) fn file(&self) -> &'static str {
        if self.seen { SEEN } else { PARAMETERS }
    }
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// In the JSON body.
    Body,
    /// In the query string.
    Query,
    /// In the path.
    Path,
}

impl Place {
    /// The name in the document.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Query => "query",
            Self::Path => "path",
        }
    }
}

/// A row of `attributes.json`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributeRow {
    /// The attribute's path, such as `roles[].slug`.
    pub path: String,
    /// `String`, `Integer`, ...; none if the page doesn't say.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Whether it is from `seen.json`.
    #[serde(skip)]
    pub seen: bool,
}

impl AttributeRow {
    /// The file that holds the row.
    pub(crate) fn file(&self) -> &'static str {
        if self.seen { SEEN } else { ATTRIBUTES }
    }
}

impl Example {
    /// An example of that file name and text.
    pub fn new(file: &'static str, text: String) -> Self {
        match serde_json::from_str(&text) {
            Ok(value) => Self {
                file,
                text,
                value: Some(value),
                not_json: None,
            },
            Err(error) => {
                let value = serde_json::from_str(&without_trailing_commas(&text)).ok();
                Self {
                    file,
                    text,
                    value,
                    not_json: Some(error.to_string()),
                }
            }
        }
    }
}

/// Reads every folder under `spec/documented`.
pub fn load(folder: &Path) -> Result<Pages> {
    let mut pages = Pages::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("can't read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            let Ok(name) = entry.file_name().into_string() else {
                bail!("{} isn't named after an operation", entry.path().display());
            };
            pages.insert(name, page(&entry.path())?);
        }
    }
    Ok(pages)
}

fn page(folder: &Path) -> Result<Page> {
    const FILES: [&str; 7] = [
        "source.json",
        "request.json",
        "response.json",
        "response.txt",
        "parameters.json",
        "attributes.json",
        SEEN,
    ];
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let known = entry
            .file_name()
            .to_str()
            .is_some_and(|name| FILES.contains(&name));
        // A misspelt name would otherwise look like a page that shows nothing.
        if !known {
            bail!(
                "{}: no such file is expected here, only {}",
                entry.path().display(),
                FILES.join(", ")
            );
        }
    }
    let response = example(folder, "response.json")?;
    let verbatim = example(folder, "response.txt")?;
    if response.is_some() && verbatim.is_some() {
        bail!(
            "{}: has a response.json and a response.txt; the page has one",
            folder.display()
        );
    }
    if verbatim
        .as_ref()
        .is_some_and(|example| example.not_json.is_none())
    {
        bail!(
            "{}: response.txt is JSON, so it belongs into response.json",
            folder.display()
        );
    }
    let source: Source = required(folder, "source.json")?;
    let mut parameters: Vec<ParameterRow> = required(folder, "parameters.json")?;
    let mut attributes: Vec<AttributeRow> =
        optional(folder, "attributes.json")?.unwrap_or_default();
    if let Some(seen) = optional::<Seen>(folder, SEEN)? {
        if source.kind == SourceKind::Seen {
            bail!(
                "{}: has a {SEEN}, and everything in it is seen",
                folder.display()
            );
        }
        let as_seen = |row| ParameterRow { seen: true, ..row };
        parameters.extend(seen.parameters.into_iter().map(as_seen));
        let as_seen = |row| AttributeRow { seen: true, ..row };
        attributes.extend(seen.attributes.into_iter().map(as_seen));
    }
    Ok(Page {
        source,
        request: example(folder, "request.json")?,
        response: response.or(verbatim),
        parameters,
        attributes,
    })
}

fn example(folder: &Path, file: &'static str) -> Result<Option<Example>> {
    Ok(text(folder, file)?.map(|text| Example::new(file, text)))
}

fn required<T: DeserializeOwned>(folder: &Path, file: &str) -> Result<T> {
    let path = folder.join(file);
    optional(folder, file)?.with_context(|| format!("{} is missing", path.display()))
}

fn optional<T: DeserializeOwned>(folder: &Path, file: &str) -> Result<Option<T>> {
    let Some(text) = text(folder, file)? else {
        return Ok(None);
    };
    let parsed = serde_json::from_str(&text);
    parsed
        .map(Some)
        .with_context(|| format!("{} can't be read", folder.join(file).display()))
}

fn text(folder: &Path, file: &str) -> Result<Option<String>> {
    let path = folder.join(file);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("can't read {}", path.display())),
    }
}

/// Removes commas that stand before a closing bracket, outside of strings.
fn without_trailing_commas(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for (index, each) in text.char_indices() {
        if in_string {
            in_string = each != '"' || escaped;
            escaped = each == '\\' && !escaped;
        } else if each == '"' {
            in_string = true;
        } else if each == ',' && text[index + 1..].trim_start().starts_with(['}', ']']) {
            continue;
        }
        kept.push(each);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trailing_comma_is_removed_and_reported_and_text_in_strings_is_kept() {
        let text = r#"{"a": [1, 2,], "b": ",}\",]", }"#;
        let example = Example::new("response.txt", text.to_owned());
        assert!(example.not_json.is_some());
        assert_eq!(example.text, text);
        assert_eq!(
            example.value,
            Some(serde_json::json!({"a": [1, 2], "b": ",}\",]"}))
        );
    }

    #[test]
    fn other_text_has_no_value() {
        let example = Example::new("response.txt", "<html>".to_owned());
        assert!(example.not_json.is_some());
        assert_eq!(example.value, None);
    }
}
