//! Refuses documents whose references lead nowhere, or round in circles: everything after this
//! follows references to their end.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{Document, DocumentError, read::escape};

/// Checks every reference of the document.
pub(crate) fn check(document: &Document) -> Result<(), DocumentError> {
    let mut walk = Walk {
        document,
        open: Vec::new(),
        done: BTreeSet::new(),
    };
    walk.all(document.value(), "")
}

struct Walk<'a> {
    document: &'a Document,
    /// The references that are being followed.
    open: Vec<&'a str>,
    /// The references that are known to have an end.
    done: BTreeSet<&'a str>,
}

impl<'a> Walk<'a> {
    /// Checks all references at and below a node.
    fn all(&mut self, node: &'a Value, pointer: &str) -> Result<(), DocumentError> {
        self.follow(node, pointer)?;
        for (key, child) in children(node) {
            self.all(child, &format!("{pointer}/{}", escape(&key)))?;
        }
        Ok(())
    }

    /// Follows the reference that a node is, if it is one, and those of which its target is made.
    fn follow(&mut self, node: &'a Value, pointer: &str) -> Result<(), DocumentError> {
        let Some(reference) = node.get("$ref").and_then(Value::as_str) else {
            return Ok(());
        };
        if self.done.contains(reference) {
            return Ok(());
        }
        let refuse = |problem: &str| {
            let message = format!("the reference `{reference}` {problem}");
            Err(self.document.error_at(pointer, message))
        };
        if self.open.contains(&reference) {
            return refuse("leads back to itself");
        }
        let target = reference
            .strip_prefix('#')
            .filter(|rest| rest.starts_with('/'));
        let Some(target) = target.and_then(|target| self.document.value().pointer(target)) else {
            return refuse("leads nowhere in this document");
        };
        self.open.push(reference);
        self.parts(target, pointer)?;
        self.open.pop();
        self.done.insert(reference);
        Ok(())
    }

    /// Follows the references in a schema, down to where an object begins: an object may well hold
    /// others of its kind.
    fn parts(&mut self, node: &'a Value, pointer: &str) -> Result<(), DocumentError> {
        self.follow(node, pointer)?;
        for (key, child) in children(node) {
            if key != "properties" {
                self.parts(child, pointer)?;
            }
        }
        Ok(())
    }
}

/// The nodes right below a node, by key or index.
fn children(node: &Value) -> Vec<(String, &Value)> {
    match node {
        Value::Object(object) => {
            let members = object.iter();
            members.map(|(key, child)| (key.clone(), child)).collect()
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items
                .map(|(index, child)| (index.to_string(), child))
                .collect()
        }
        _ => Vec::new(),
    }
}
