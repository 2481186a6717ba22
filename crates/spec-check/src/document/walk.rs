//! Visits every part of a schema with its path.

use crate::document::schema::Schema;
use crate::path;

/// What is visited: a schema, its path, and its name if it is a property.
pub(crate) struct Visit<'v, 'a> {
    pub(crate) schema: &'v Schema<'a>,
    pub(crate) path: &'v str,
    pub(crate) name: Option<&'a str>,
}

/// Calls `visit` for the schema and everything in it; `visit` says whether to go deeper.
pub(crate) fn walk<'a>(schema: &Schema<'a>, visit: &mut dyn FnMut(Visit<'_, 'a>) -> bool) {
    Walk {
        visit,
        open: Vec::new(),
    }
    .step(schema, "$", None);
}

struct Walk<'v, 'a> {
    visit: &'v mut dyn FnMut(Visit<'_, 'a>) -> bool,
    /// The schemas that the walk is inside of, since a schema can contain itself.
    open: Vec<String>,
}

impl<'a> Walk<'_, 'a> {
    fn step(&mut self, schema: &Schema<'a>, path: &str, name: Option<&'a str>) {
        let deeper = (self.visit)(Visit { schema, path, name });
        if !deeper || self.open.iter().any(|open| open == schema.pointer()) {
            return;
        }
        self.open.push(schema.pointer().to_owned());
        if let Some(items) = schema.items() {
            self.step(&items, &format!("{path}[]"), None);
        }
        for (name, property) in schema.properties() {
            self.step(&property, &path::property(path, name), Some(name));
        }
        self.open.pop();
    }
}
