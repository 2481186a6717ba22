//! The listed contradictions, and how the findings are reconciled with them.

use std::fmt;
use std::path::Path;

use anyhow::{Context, Result};
use bitsight_users_openapi::Position;
use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};

use crate::finding::{Finding, Kind};

/// The file with the listed contradictions, in the project.
pub(crate) const FILE: &str = "spec/contradictions.yaml";

/// The keys of an entry; all are needed. `operation` and `path` may be lists.
const KEYS: [&str; 7] = [
    "id",
    "operation",
    "kind",
    "path",
    "documented",
    "reading",
    "why",
];

/// One entry of `contradictions.yaml`; one for each operation and path, if the entry lists several.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// Its name in reports.
    pub id: String,
    /// The operation it is about.
    pub operation: String,
    /// The kind of finding that it excuses.
    pub kind: Kind,
    /// The path of the finding that it excuses.
    pub path: String,
    /// The place of the entry in the file.
    pub position: Position,
}

/// An invalid entry.
#[derive(Clone, Debug)]
pub struct BadEntry {
    /// Where it stands.
    pub position: Position,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for BadEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position { line, column } = self.position;
        write!(f, "{line}:{column}: {}", self.message)
    }
}

impl std::error::Error for BadEntry {}

/// The findings that nothing excuses, those that an entry excuses, and the entries that excuse
/// nothing.
pub struct Reconciled<'a> {
    /// Findings without an entry.
    pub unexcused: Vec<&'a Finding>,
    /// Findings with their entry.
    pub excused: Vec<(&'a Finding, &'a Contradiction)>,
    /// Entries without a finding.
    pub stale: Vec<&'a Contradiction>,
}

/// Matches the findings with the entries.
pub fn reconcile<'a>(findings: &'a [Finding], entries: &'a [Contradiction]) -> Reconciled<'a> {
    let mut reconciled = Reconciled {
        unexcused: Vec::new(),
        excused: Vec::new(),
        stale: Vec::new(),
    };
    for finding in findings {
        match entries.iter().find(|entry| entry.excuses(finding)) {
            Some(entry) => reconciled.excused.push((finding, entry)),
            None => reconciled.unexcused.push(finding),
        }
    }
    let excuses_none = |entry: &&Contradiction| !findings.iter().any(|each| entry.excuses(each));
    reconciled.stale.extend(entries.iter().filter(excuses_none));
    reconciled
}

impl Contradiction {
    fn excuses(&self, finding: &Finding) -> bool {
        self.operation == finding.operation
            && self.kind == finding.kind
            && self.path == finding.path
    }
}

/// Reads `contradictions.yaml`.
pub fn load(file: &Path) -> Result<Vec<Contradiction>> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("can't read {}", file.display()))?;
    parse(&text).map_err(|error| anyhow::anyhow!("{}:{error}", file.display()))
}

/// Parses the text of `contradictions.yaml`.
pub fn parse(text: &str) -> Result<Vec<Contradiction>, BadEntry> {
    let start = Position { line: 1, column: 1 };
    let documents = MarkedYaml::load_from_str(text).map_err(|error| BadEntry {
        position: start,
        message: error.to_string(),
    })?;
    let Some(list) = documents.first() else {
        return Ok(Vec::new());
    };
    let YamlData::Sequence(items) = &list.data else {
        return Err(BadEntry {
            position: position(list),
            message: "expected a list".to_owned(),
        });
    };
    let mut entries: Vec<Contradiction> = Vec::new();
    for item in items {
        let position = position(item);
        for entry in entry(item)? {
            let refuse = |message| Err(BadEntry { position, message });
            let is_named = |other: &Contradiction| other.id == entry.id;
            if entries
                .iter()
                .any(|other| is_named(other) && other.position != position)
            {
                return refuse(format!("there is another entry with the id `{}`", entry.id));
            }
            let same = |other: &&Contradiction| {
                (&other.operation, other.kind, &other.path)
                    == (&entry.operation, entry.kind, &entry.path)
            };
            if let Some(other) = entries.iter().find(same) {
                return refuse(format!(
                    "`{}` and `{}` excuse the same finding",
                    other.id, entry.id
                ));
            }
            entries.push(entry);
        }
    }
    Ok(entries)
}

fn entry(item: &MarkedYaml<'_>) -> Result<Vec<Contradiction>, BadEntry> {
    let position = position(item);
    let refuse = |message: String| BadEntry { position, message };
    let YamlData::Mapping(fields) = &item.data else {
        return Err(refuse("expected an entry with keys".to_owned()));
    };
    let mut texts: [Vec<String>; KEYS.len()] = Default::default();
    for (key, value) in fields {
        let key = text(key).unwrap_or_default();
        let mut known = KEYS.iter().zip(&mut texts);
        let Some((_, place)) = known.find(|(known, _)| **known == key) else {
            return Err(refuse(format!(
                "`{key}` is not a key of an entry ({})",
                KEYS.join(", ")
            )));
        };
        *place = match &value.data {
            YamlData::Sequence(items) if ["operation", "path"].contains(&key.as_str()) => items
                .iter()
                .map(|item| text(item).unwrap_or_default())
                .collect(),
            _ => text(value).into_iter().collect(),
        };
    }
    for (key, texts) in KEYS.iter().zip(&texts) {
        if texts.is_empty() || texts.iter().any(|text| text.trim().is_empty()) {
            return Err(refuse(format!("`{key}` is missing or isn't a text")));
        }
    }
    let [id, operations, kind, paths, ..] = &texts;
    let kind = kind.concat();
    let Some(kind) = Kind::from_name(&kind) else {
        let known = Kind::ALL.map(Kind::as_str).join(", ");
        return Err(refuse(format!("there is no kind `{kind}`, only {known}")));
    };
    let pairs = operations
        .iter()
        .flat_map(|operation| paths.iter().map(move |path| (operation, path)));
    let entries = pairs.map(|(operation, path)| Contradiction {
        id: id.concat(),
        operation: operation.clone(),
        kind,
        path: path.clone(),
        position,
    });
    Ok(entries.collect())
}

fn text(node: &MarkedYaml<'_>) -> Option<String> {
    match &node.data {
        YamlData::Value(Scalar::String(text)) => Some(text.trim().to_owned()),
        _ => None,
    }
}

fn position(node: &MarkedYaml<'_>) -> Position {
    Position {
        line: node.span.start.line(),
        column: node.span.start.col() + 1,
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::panic)] // a test may fail loudly
mod tests {
    use super::*;

    const ENTRY: &str = "- id: a\n  operation: get_user\n  kind: example-not-json\n  path: $\n  \
                         documented: x\n  reading: y\n  why: z\n";

    fn refused(text: &str) -> String {
        match parse(text) {
            Ok(entries) => panic!("accepted as {entries:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn an_entry_has_its_place_in_the_file() {
        let entries = parse(&format!("# comment\n{ENTRY}")).unwrap_or_default();
        assert_eq!(entries.len(), 1);
        assert_eq!(
            (entries[0].kind, entries[0].position.line),
            (Kind::ExampleNotJson, 2)
        );
    }

    #[test]
    fn an_entry_with_lists_excuses_each_operation_with_each_path() {
        let lists = ENTRY
            .replace("get_user", "[get_user, edit_user]")
            .replace("path: $", "path: [$.a, $.b]");
        let entries = parse(&lists).unwrap_or_default();
        let pairs: Vec<_> = entries
            .iter()
            .map(|entry| format!("{} {}", entry.operation, entry.path))
            .collect();
        assert_eq!(
            pairs,
            [
                "get_user $.a",
                "get_user $.b",
                "edit_user $.a",
                "edit_user $.b"
            ]
        );
        assert!(refused(&lists.replace("$.b", "''")).contains("`path` is missing"));
        assert!(refused(&lists.replace("$.b", "$.a")).contains("excuse the same finding"));
    }

    #[test]
    fn entries_that_would_excuse_nothing_for_a_bad_reason_are_refused() {
        assert!(
            refused(&ENTRY.replace("not-json", "not-jsno")).contains("no kind `example-not-jsno`")
        );
        assert!(refused(&ENTRY.replace("why: z", "why: ''")).contains("`why` is missing"));
        assert!(refused(&ENTRY.replace("why:", "reason:")).contains("`reason` is not a key"));
        assert!(refused(&format!("{ENTRY}{ENTRY}")).starts_with("8:"));
        let same_finding = ENTRY.replace("id: a", "id: b");
        assert!(refused(&format!("{ENTRY}{same_finding}")).contains("excuse the same finding"));
    }
}
