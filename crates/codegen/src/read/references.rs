//! Refuses references that lead nowhere or in circles. All code that runs later follows references to their end.

use std::collections::BTreeSet;

use bitsight_users_openapi::{Document, DocumentError, Pointer};
use serde_json::Value;

/// Checks every reference of the document.
pub(crate) fn check(document: &Document) -> Result<(), DocumentError> {
    let mut walk = Walk {
        document,
        place: Vec::new(),
        open: Vec::new(),
        done: BTreeSet::new(),
    };
    walk.all(document.value())
}

struct Walk<'a> {
    document: &'a Document,
    /// The steps from the root to the current node. A pointer is made of them for messages only.
    place: Vec<Step<'a>>,
    /// The references that are being followed.
    open: Vec<&'a str>,
    /// The references that are known to be right.
    done: BTreeSet<&'a str>,
}

/// The step from a node to one of its children.
#[derive(Clone, Copy)]
enum Step<'a> {
    Member(&'a str),
    Element(usize),
}

impl<'a> Walk<'a> {
    /// Checks all references at and below a node.
    fn all(&mut self, node: &'a Value) -> Result<(), DocumentError> {
        self.follow(node)?;
        for (step, child) in children(node) {
            self.place.push(step);
            self.all(child)?;
            self.place.pop();
        }
        Ok(())
    }

    /// Follows the reference in a node, if there is one, and the references in its target.
    fn follow(&mut self, node: &'a Value) -> Result<(), DocumentError> {
        let Some(reference) = node.get("$ref").and_then(Value::as_str) else {
            return Ok(());
        };
        if self.done.contains(reference) {
            return Ok(());
        }
        if self.open.contains(&reference) {
            return self.refuse(reference, "leads back to itself");
        }
        let target = Pointer::of_reference(reference).filter(|target| *target != Pointer::root());
        let Some(target) = target.and_then(|target| self.document.value().pointer(&target)) else {
            return self.refuse(reference, "leads nowhere in this document");
        };
        self.open.push(reference);
        self.parts(target)?;
        self.open.pop();
        self.done.insert(reference);
        Ok(())
    }

    /// Follows the references in a schema, except those in properties of objects: an object may hold objects of its
    /// own type.
    fn parts(&mut self, node: &'a Value) -> Result<(), DocumentError> {
        self.follow(node)?;
        for (step, child) in children(node) {
            if !matches!(step, Step::Member("properties")) {
                self.parts(child)?;
            }
        }
        Ok(())
    }

    fn refuse(&self, reference: &str, problem: &str) -> Result<(), DocumentError> {
        let place = self.place.iter();
        let pointer = place.fold(Pointer::root(), |pointer, step| match step {
            Step::Member(name) => pointer.key(name),
            Step::Element(index) => pointer.index(*index),
        });
        let id = self.operation(&pointer);
        let subject = match (id, pointer.steps().nth(2)) {
            (Some(id), _) => format!("operation `{id}`"),
            (None, Some(name)) => format!("`{name}`"),
            (None, None) => "the document".to_owned(),
        };
        let message =
            format!("{subject} can't be generated: the reference `{reference}` {problem}");
        Err(self.document.error_at(&pointer, message))
    }

    /// The operation that a place belongs to: the one that it is in, or else the first that refers to its component.
    fn operation(&self, pointer: &Pointer) -> Option<String> {
        let steps: Vec<_> = pointer.steps().collect();
        let component = match steps.as_slice() {
            [first, path, method, ..] if first == "paths" => {
                let operation = Pointer::root().keys(["paths", path, method]);
                return Some(self.id(self.document.get(&operation)?, path, method));
            }
            [components, part, name, ..] => Pointer::root().keys([&**components, part, name]),
            _ => return None,
        };
        let paths = self.document.value().get("paths")?.as_object()?;
        let operations = paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| (path, method, operation))
        });
        let mut users = operations.filter(|(.., operation)| self.refers(operation, &component));
        users
            .next()
            .map(|(path, method, operation)| self.id(operation, path, method))
    }

    /// The id of an operation, or its method and path.
    fn id(&self, operation: &Value, path: &str, method: &str) -> String {
        match operation.get("operationId").and_then(Value::as_str) {
            Some(id) => id.to_owned(),
            None => format!("{} {path}", method.to_uppercase()),
        }
    }

    /// Whether a node refers to a component, itself or by way of others.
    fn refers(&self, node: &Value, component: &Pointer) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            let reference = node.get("$ref").and_then(Value::as_str);
            if let Some(target) = reference.and_then(Pointer::of_reference) {
                if target == *component {
                    return true;
                }
                let target_node = self.document.value().pointer(&target);
                if seen.insert(target) {
                    open.extend(target_node);
                }
            }
            open.extend(children(node).map(|(_, child)| child));
        }
        false
    }
}

/// The children of a node.
fn children(node: &Value) -> impl Iterator<Item = (Step<'_>, &Value)> {
    let members = node.as_object().into_iter().flatten();
    let members = members.map(|(name, child)| (Step::Member(name.as_str()), child));
    let elements = node.as_array().into_iter().flatten().enumerate();
    members.chain(elements.map(|(index, child)| (Step::Element(index), child)))
}
