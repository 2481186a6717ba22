//! The rows of the documented tables against the schemas: there, and with the documented type,
//! required mark, default and values.

use serde_json::Value;

use crate::compare::validity::shortened;
use crate::document::operations::Operation;
use crate::document::schema::Schema;
use crate::documentation::{AttributeRow, ParameterRow, Place};
use crate::finding::{Difference, Findings, Kind};

/// What a row is compared with.
pub(crate) struct Counterpart<'a> {
    pub(crate) schema: Schema<'a>,
    required: bool,
    /// Where it is marked as required, or else where the mark would belong.
    required_pointer: String,
}

/// The path of a parameter row in reports.
pub(crate) fn parameter_path(row: &ParameterRow) -> String {
    match row.place {
        Place::Body => format!("$.{}", body_row(row)),
        place => format!("{}.{}", place.as_str(), row.name),
    }
}

/// The path of a body row inside the body.
pub(crate) fn body_row(row: &ParameterRow) -> String {
    match &row.nested_in {
        Some(parent) => format!("{parent}[].{}", row.name),
        None => row.name.clone(),
    }
}

/// What the document has for a parameter row.
pub(crate) fn counterpart<'a>(
    operation: &Operation<'a>,
    row: &ParameterRow,
) -> Option<Counterpart<'a>> {
    if row.place != Place::Body {
        let same = |each: &&crate::document::operations::Parameter<'_>| {
            each.name == row.name && each.place == row.place.as_str()
        };
        let parameter = operation.parameters.iter().find(same)?;
        return Some(Counterpart {
            schema: parameter.schema.clone(),
            required: parameter.required,
            required_pointer: format!("{}/required", parameter.pointer),
        });
    }
    let body = operation.request.as_ref()?;
    let parent = match &row.nested_in {
        Some(parent) => body.row(&format!("{parent}[]"))?,
        None => body.clone(),
    };
    let schema = parent.property(&row.name)?;
    let required = parent.requires(&row.name);
    let required_pointer = match &required {
        Some(pointer) => pointer.clone(),
        None => schema.place().to_owned(),
    };
    Some(Counterpart {
        schema,
        required: required.is_some(),
        required_pointer,
    })
}

/// Compares a row of the table of parameters.
pub(crate) fn parameter(
    findings: &mut Findings<'_>,
    operation: &Operation<'_>,
    row: &ParameterRow,
) {
    let path = parameter_path(row);
    let (path, source) = (path.as_str(), row.file());
    let Some(counterpart) = counterpart(operation, row) else {
        let pointer = match (row.place, &operation.request) {
            (Place::Body, Some(body)) => body.pointer(),
            _ => &operation.pointer,
        };
        let remark = row.note.as_deref().unwrap_or_default();
        missing(findings, source, path, row.kind.as_deref(), remark, pointer);
        return;
    };
    let schema = &counterpart.schema;
    kind(findings, source, path, row.kind.as_deref(), schema);
    if row.required != counterpart.required {
        let name = |required| if required { "required" } else { "optional" }.to_owned();
        let pointer = counterpart.required_pointer.as_str();
        let (expected, found) = (name(row.required), name(counterpart.required));
        findings.add(Difference {
            kind: Kind::RowRequiredDiffers,
            path,
            expected,
            found,
            source,
            pointer,
        });
    }
    default(findings, path, row, schema);
    values(findings, path, row, schema);
    size(findings, path, row, schema);
}

/// Compares a row of the table of response attributes.
pub(crate) fn attribute(findings: &mut Findings<'_>, response: &Schema<'_>, row: &AttributeRow) {
    let (source, row_kind, row) = (row.file(), row.kind.as_deref(), row.path.as_str());
    let path = format!("$.{row}");
    if let Some(schema) = response.row(row) {
        kind(findings, source, &path, row_kind, &schema);
        return;
    }
    // The innermost part of the path that is there is where the field would belong.
    let mut parent = response.clone();
    let mut rest = row;
    while let Some((before, _)) = rest.rsplit_once('.') {
        if let Some(schema) = response.row(before) {
            parent = schema;
            break;
        }
        rest = before;
    }
    missing(findings, source, &path, row_kind, "", parent.pointer());
}

fn missing(
    findings: &mut Findings<'_>,
    source: &str,
    path: &str,
    kind: Option<&str>,
    remark: &str,
    pointer: &str,
) {
    let mut expected = format!(
        "the documented field, of type {}",
        kind.unwrap_or("unknown")
    );
    if !remark.is_empty() {
        expected = format!("{expected} ({remark})");
    }
    findings.add(Difference {
        kind: Kind::RowMissingInSchema,
        path,
        expected,
        found: "no such property or parameter".to_owned(),
        source,
        pointer,
    });
}

fn kind(
    findings: &mut Findings<'_>,
    source: &str,
    path: &str,
    row: Option<&str>,
    schema: &Schema<'_>,
) {
    // A page doesn't always state a type.
    let Some(row) = row else { return };
    let types = schema.types();
    let documented = row.to_lowercase();
    if types.len() == 1 && types.contains(documented.as_str()) {
        return;
    }
    let types: Vec<&str> = types.into_iter().collect();
    let found = if types.is_empty() {
        "any type".to_owned()
    } else {
        types.join(" or ")
    };
    let pointer = match schema.keyword("type") {
        Some((_, pointer)) => pointer,
        None => schema.place().to_owned(),
    };
    let kind = Kind::RowTypeDiffers;
    findings.add(Difference {
        kind,
        path,
        expected: documented,
        found,
        source,
        pointer: &pointer,
    });
}

fn default(findings: &mut Findings<'_>, path: &str, row: &ParameterRow, schema: &Schema<'_>) {
    let own = schema.default();
    let (source, row) = (row.file(), row.default.as_ref());
    if row == own.as_ref().map(|(default, _)| *default) {
        return;
    }
    let name = |default: Option<&Value>| default.map_or("no default".to_owned(), shortened);
    let expected = name(row);
    let found = name(own.as_ref().map(|(default, _)| *default));
    let pointer = own.map_or(schema.place().to_owned(), |(_, pointer)| pointer);
    findings.add(Difference {
        kind: Kind::RowDefaultDiffers,
        path,
        expected,
        found,
        source,
        pointer: &pointer,
    });
}

fn values(findings: &mut Findings<'_>, path: &str, row: &ParameterRow, schema: &Schema<'_>) {
    let own = schema.values();
    let (source, row) = (row.file(), row.values.as_deref());
    let sorted = |values: Vec<&Value>| {
        let mut names: Vec<String> = values.into_iter().map(ToString::to_string).collect();
        names.sort();
        names.join(", ")
    };
    let (expected, found, pointer) = match (row, own) {
        (None, None) => return,
        // An open list of values that were seen excludes nothing, so no page has to confirm it.
        (None, Some(own)) if own.open => return,
        (None, Some(own)) => ("any value".to_owned(), sorted(own.known), own.pointer),
        (Some(row), None) => (
            sorted(row.iter().collect()),
            "any value".to_owned(),
            schema.place().to_owned(),
        ),
        (Some(row), Some(own)) => (sorted(row.iter().collect()), sorted(own.known), own.pointer),
    };
    if expected != found {
        let kind = Kind::RowValuesDiffer;
        findings.add(Difference {
            kind,
            path,
            expected,
            found,
            source,
            pointer: &pointer,
        });
    }
}

/// The tables say "Array" and nothing about sizes; a remark beside the row may.
fn size(findings: &mut Findings<'_>, path: &str, row: &ParameterRow, schema: &Schema<'_>) {
    let is_array =
        row.kind.as_deref() == Some("Array") || row.example.as_ref().is_some_and(Value::is_array);
    let limit = |keyword| {
        let (value, pointer) = schema.keyword(keyword)?;
        Some((value.as_u64()?, pointer))
    };
    let (least, most) = (limit("minItems"), limit("maxItems"));
    let Some((_, pointer)) = most.as_ref().or(least.as_ref()).filter(|_| is_array) else {
        return;
    };
    let numbers = (
        least.as_ref().map(|(number, _)| *number),
        most.as_ref().map(|(number, _)| *number),
    );
    let (kind, found) = match numbers {
        (Some(1), Some(1)) => (Kind::ArraySizeLimited, "exactly one element".to_owned()),
        (least, most) => {
            let most = most.map_or("any number of".to_owned(), |most| most.to_string());
            let found = format!("{} to {most} elements", least.unwrap_or(0));
            (Kind::ArraySizeUndocumented, found)
        }
    };
    let expected = "an array of any size".to_owned();
    findings.add(Difference {
        kind,
        path,
        expected,
        found,
        source: row.file(),
        pointer,
    });
}
