//! The document's rules for requests, compiled once and checked on every request.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use bitsight_users_openapi::{Document, DocumentError, Pointer};
use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use serde_json::{Map, Value};

use crate::operation::Operation;

/// Longer details say nothing more to a person.
const MAX_DETAIL: usize = 2000;

/// The document whose rules the server checks, unless it is given another.
///
/// # Errors
/// Never, as a test makes sure.
pub fn document() -> Result<Document, DocumentError> {
    Document::parse("openapi.yaml", include_str!("../openapi.yaml"))
}

/// The document's rules, by operation.
#[derive(Debug)]
pub(crate) struct Contract {
    rules: HashMap<Operation, Rules>,
    /// The roles that the document lists.
    roles: Arc<[String]>,
}

#[derive(Debug)]
struct Rules {
    path: Vec<Parameter>,
    query: Vec<Parameter>,
    body: Option<Body>,
}

#[derive(Debug)]
struct Parameter {
    name: String,
    form: Form,
    required: bool,
    default: Option<Value>,
    validator: Validator,
}

/// How the text of a parameter becomes JSON.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Text,
    Integer,
    Boolean,
    /// One key, values separated by commas.
    CommaList,
    /// The key once for each value.
    RepeatedKey,
}

#[derive(Debug)]
struct Body {
    required: bool,
    validator: Validator,
}

impl Contract {
    /// The contract of the document that travels with this crate. It is compiled once per process,
    /// since tests start many servers and compiling takes longer than most of them run.
    pub(crate) fn of_this_crate() -> Result<Arc<Self>, String> {
        static CONTRACT: OnceLock<Result<Arc<Contract>, String>> = OnceLock::new();
        let compile = || {
            let document = document().map_err(|error| error.to_string())?;
            Self::compile(&document).map(Arc::new)
        };
        CONTRACT.get_or_init(compile).clone()
    }

    /// Compiles the schemas of everything that requests carry.
    pub(crate) fn compile(document: &Document) -> Result<Self, String> {
        let mut rules = HashMap::new();
        for operation in Operation::ALL {
            if let Some(found) = Rules::compile(document, operation)? {
                rules.insert(operation, found);
            }
        }
        let roles = &document.value()["components"]["schemas"]["KnownRole"]["enum"];
        let roles = roles.as_array().into_iter().flatten();
        let roles = roles.filter_map(Value::as_str).map(str::to_owned).collect();
        Ok(Self { rules, roles })
    }

    /// The roles that users can be given; none if the document doesn't list them.
    pub(crate) fn roles(&self) -> Arc<[String]> {
        self.roles.clone()
    }

    /// Whether the document has this operation; the server answers no others.
    pub(crate) fn has(&self, operation: Operation) -> bool {
        self.rules.contains_key(&operation)
    }

    /// The query as JSON, with the document's defaults, or a text that lists its errors.
    pub(crate) fn query(
        &self,
        operation: Operation,
        query: &str,
    ) -> Result<Map<String, Value>, String> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let parameters = self
            .rules
            .get(&operation)
            .map_or(&[][..], |rules| &rules.query);
        let mut values = Map::new();
        let mut problems = Vec::new();
        for (name, _) in &pairs {
            if !parameters.iter().any(|parameter| parameter.name == *name) {
                problems.push(format!("{name}: is not a known parameter"));
            }
        }
        for parameter in parameters {
            let given = pairs.iter().filter(|(name, _)| *name == parameter.name);
            let texts: Vec<_> = given.map(|(_, text)| text).collect();
            match parameter.read(&texts) {
                Ok(Some(value)) => {
                    values.insert(parameter.name.clone(), value);
                }
                Ok(None) => {}
                Err(problem) => problems.push(problem),
            }
        }
        finish(values, problems)
    }

    /// Checks the values in the path.
    pub(crate) fn path(
        &self,
        operation: Operation,
        values: &HashMap<String, String>,
    ) -> Result<(), String> {
        let parameters = self
            .rules
            .get(&operation)
            .map_or(&[][..], |rules| &rules.path);
        let read = parameters.iter().map(|parameter| {
            let text = values
                .get(&parameter.name)
                .map(|text| Cow::Borrowed(text.as_str()));
            parameter.read(&text.iter().collect::<Vec<_>>())
        });
        finish((), read.filter_map(Result::err).collect())
    }

    /// Whether the operation takes a body, and whether there must be one.
    pub(crate) fn body_required(&self, operation: Operation) -> Option<bool> {
        let body = self.rules.get(&operation)?.body.as_ref()?;
        Some(body.required)
    }

    /// Checks a body.
    pub(crate) fn body(&self, operation: Operation, body: &Value) -> Result<(), String> {
        let rules = self
            .rules
            .get(&operation)
            .and_then(|rules| rules.body.as_ref());
        let problems = rules.map_or_else(Vec::new, |rules| {
            rules
                .validator
                .iter_errors(body)
                .map(|error| describe("", &error))
                .collect()
        });
        finish((), problems)
    }
}

fn finish<T>(value: T, problems: Vec<String>) -> Result<T, String> {
    if problems.is_empty() {
        return Ok(value);
    }
    let detail = problems.join("; ");
    if detail.len() <= MAX_DETAIL {
        return Err(detail);
    }
    Err(detail.chars().take(MAX_DETAIL).chain(['…']).collect())
}

impl Rules {
    fn compile(document: &Document, operation: Operation) -> Result<Option<Self>, String> {
        let method = operation.method().as_str().to_ascii_lowercase();
        let item = Pointer::root().keys(["paths", operation.path()]);
        let pointer = item.clone().key(&method);
        if document.get(&pointer).is_none() {
            return Ok(None);
        }
        let mut rules = Self {
            path: Vec::new(),
            query: Vec::new(),
            body: None,
        };
        for list in [item.key("parameters"), pointer.clone().key("parameters")] {
            let count = document
                .get(&list)
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            for index in 0..count {
                let pointer = document.target(list.clone().index(index));
                let place = document.get(&pointer).and_then(|node| node.get("in"));
                let parameters = match place.and_then(Value::as_str) {
                    Some("path") => &mut rules.path,
                    Some("query") => &mut rules.query,
                    _ => continue,
                };
                parameters.push(Parameter::compile(document, &pointer)?);
            }
        }
        let body = document.target(pointer.key("requestBody"));
        if let Some(node) = document.get(&body) {
            let schema = body.keys(["content", "application/json", "schema"]);
            rules.body = Some(Body {
                required: node.get("required") == Some(&Value::Bool(true)),
                validator: validator(document, &schema)?,
            });
        }
        Ok(Some(rules))
    }
}

impl Parameter {
    fn compile(document: &Document, pointer: &Pointer) -> Result<Self, String> {
        let schema_pointer = pointer.clone().key("schema");
        let node = document.get(pointer);
        let schema = document.get(&schema_pointer);
        let text = |key| {
            schema
                .and_then(|schema| schema.get(key))
                .and_then(Value::as_str)
        };
        let flag = |key| node.and_then(|node| node.get(key)).and_then(Value::as_bool);
        let form = match text("type") {
            Some("integer") => Form::Integer,
            Some("boolean") => Form::Boolean,
            Some("array") if flag("explode") == Some(false) => Form::CommaList,
            Some("array") => Form::RepeatedKey,
            _ => Form::Text,
        };
        let name = node
            .and_then(|node| node.get("name"))
            .and_then(Value::as_str);
        Ok(Self {
            name: name
                .ok_or_else(|| format!("{pointer} has no name"))?
                .to_owned(),
            form,
            required: flag("required") == Some(true),
            default: schema.and_then(|schema| schema.get("default")).cloned(),
            validator: validator(document, &schema_pointer)?,
        })
    }

    /// The value, or the default; the error names the parameter.
    fn read(&self, texts: &[&Cow<'_, str>]) -> Result<Option<Value>, String> {
        let value = match texts {
            [] if self.required => return Err(format!("{}: is required", self.name)),
            [] => return Ok(self.default.clone()),
            texts if self.form == Form::RepeatedKey => texts
                .iter()
                .map(|text| Value::from(text.as_ref()))
                .collect(),
            [text] => self.form.parse(text),
            _ => return Err(format!("{}: is given more than once", self.name)),
        };
        let errors = self.validator.iter_errors(&value);
        let problems = errors.map(|error| describe(&self.name, &error)).collect();
        finish(Some(value), problems)
    }
}

impl Form {
    /// Text that doesn't fit stays text, for the validator to report.
    fn parse(self, text: &str) -> Value {
        match self {
            Self::Integer => text
                .parse::<i64>()
                .map_or_else(|_| text.into(), Value::from),
            Self::Boolean => text
                .parse::<bool>()
                .map_or_else(|_| text.into(), Value::from),
            Self::CommaList => text.split(',').map(Value::from).collect(),
            Self::Text | Self::RepeatedKey => text.into(),
        }
    }
}

fn validator(document: &Document, pointer: &str) -> Result<Validator, String> {
    let schema = document
        .json_schema(pointer)
        .ok_or_else(|| format!("the document has no {pointer}"))?;
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .map_err(|error| format!("{pointer}: {error}"))
}

/// `roles[0].slug: value is not of type "string"`. The value itself stays out, since it may be
/// long, or somebody's data.
fn describe(root: &str, error: &ValidationError<'_>) -> String {
    let at = |last: Option<&str>| {
        let path = Pointer::from(error.instance_path().as_str());
        let mut name = root.to_owned();
        for part in path.steps().chain(last.map(Cow::Borrowed)) {
            if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
                name = format!("{name}[{part}]");
            } else if name.is_empty() {
                name = part.into_owned();
            } else {
                name = format!("{name}.{part}");
            }
        }
        if name.is_empty() {
            "body".to_owned()
        } else {
            name
        }
    };
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            format!("{}: is required", at(property.as_str()))
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let names = unexpected.iter().map(|name| at(Some(name)));
            names
                .map(|name| format!("{name}: is not a known field"))
                .collect::<Vec<_>>()
                .join("; ")
        }
        _ => format!("{}: {}", at(None), error.masked()),
    }
}
