//! What a comparison finds: one difference between the document and its documentation.

use std::fmt;

use bitsight_users_openapi::{Document, Position};

/// The kind of a difference. Contradictions name it by [`Kind::as_str`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A sized array in the schema where the documentation says no more than "Array".
    ArraySizeLimited,
    /// An array with other limits than "exactly one", which no documentation supports.
    ArraySizeUndocumented,
    /// An example inside the document that its own schema refuses.
    DocumentExampleInvalid,
    /// A field of a documented example that the schema doesn't have.
    ExampleFieldUnknown,
    /// A documented example that isn't JSON.
    ExampleNotJson,
    /// The documented request doesn't satisfy the request schema.
    ExampleRequestInvalid,
    /// The documented response doesn't satisfy the response schema.
    ExampleResponseInvalid,
    /// A value of a documented example that an open enumeration doesn't list.
    ExampleValueUnlisted,
    /// A time that isn't in the form that the documentation states for it.
    FormUndocumented,
    /// A documented guid that isn't a UUID.
    GuidNotUuid,
    /// A property that may be null, though no documented example of the operation shows null.
    NullableUndocumented,
    /// A documented operation that the document doesn't have.
    OperationMissing,
    /// An operation of the document without a folder of documentation.
    OperationUndocumented,
    /// A request schema that accepts unknown fields, so that a typing error goes unnoticed.
    RequestOpen,
    /// A field that has another JSON type in the request than in the response.
    RequestResponseDiffer,
    /// A response schema that refuses unknown fields, so that the service can't grow.
    ResponseClosed,
    /// Another default than the documented one.
    RowDefaultDiffers,
    /// A row of a documented table that the schema doesn't have.
    RowMissingInSchema,
    /// Another required mark than the documented one.
    RowRequiredDiffers,
    /// Another type than the documented one.
    RowTypeDiffers,
    /// Other enum values than the documented ones.
    RowValuesDiffer,
    /// A property or parameter that no documented row or example mentions.
    SchemaUndocumented,
    /// The method, the path or the title of the source isn't the operation's.
    SourceDiffers,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 23] = [
        Self::ArraySizeLimited,
        Self::ArraySizeUndocumented,
        Self::DocumentExampleInvalid,
        Self::ExampleFieldUnknown,
        Self::ExampleNotJson,
        Self::ExampleRequestInvalid,
        Self::ExampleResponseInvalid,
        Self::ExampleValueUnlisted,
        Self::FormUndocumented,
        Self::GuidNotUuid,
        Self::NullableUndocumented,
        Self::OperationMissing,
        Self::OperationUndocumented,
        Self::RequestOpen,
        Self::RequestResponseDiffer,
        Self::ResponseClosed,
        Self::RowDefaultDiffers,
        Self::RowMissingInSchema,
        Self::RowRequiredDiffers,
        Self::RowTypeDiffers,
        Self::RowValuesDiffer,
        Self::SchemaUndocumented,
        Self::SourceDiffers,
    ];

    /// The name of the kind in `contradictions.yaml` and in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ArraySizeLimited => "array-size-limited",
            Self::ArraySizeUndocumented => "array-size-undocumented",
            Self::DocumentExampleInvalid => "document-example-invalid",
            Self::ExampleFieldUnknown => "example-field-unknown",
            Self::ExampleNotJson => "example-not-json",
            Self::ExampleRequestInvalid => "example-request-invalid",
            Self::ExampleResponseInvalid => "example-response-invalid",
            Self::ExampleValueUnlisted => "example-value-unlisted",
            Self::FormUndocumented => "form-undocumented",
            Self::GuidNotUuid => "guid-not-uuid",
            Self::NullableUndocumented => "nullable-undocumented",
            Self::OperationMissing => "operation-missing",
            Self::OperationUndocumented => "operation-undocumented",
            Self::RequestOpen => "request-open",
            Self::RequestResponseDiffer => "request-response-differ",
            Self::ResponseClosed => "response-closed",
            Self::RowDefaultDiffers => "row-default-differs",
            Self::RowMissingInSchema => "row-missing-in-schema",
            Self::RowRequiredDiffers => "row-required-differs",
            Self::RowTypeDiffers => "row-type-differs",
            Self::RowValuesDiffer => "row-values-differ",
            Self::SchemaUndocumented => "schema-undocumented",
            Self::SourceDiffers => "source-differs",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// How a person can resolve a difference of this kind.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::ArraySizeLimited | Self::ArraySizeUndocumented => {
                "remove the limit from the schema, or list the contradiction"
            }
            Self::DocumentExampleInvalid => "correct the example in the document, or its schema",
            Self::ExampleFieldUnknown | Self::RowMissingInSchema => {
                "add the field to the schema under its documented name, or list the contradiction"
            }
            Self::ExampleNotJson => {
                "list the contradiction: the example is kept as it was published"
            }
            Self::ExampleRequestInvalid | Self::ExampleResponseInvalid => {
                "loosen the schema until the example satisfies it, or list the contradiction"
            }
            Self::ExampleValueUnlisted => {
                "add the value to the enumeration, or list the contradiction"
            }
            Self::FormUndocumented => "list the contradiction: the schema has to accept both forms",
            Self::GuidNotUuid => {
                "list the contradiction: the schema has to accept any text as a guid"
            }
            Self::NullableUndocumented => {
                "remove `nullable`, or list the contradiction with the reason for expecting null"
            }
            Self::OperationMissing => "add the operation to the document, or remove the folder",
            Self::OperationUndocumented => {
                "add the folder with source.json and what the page shows, or remove the operation"
            }
            Self::RequestOpen => "set `additionalProperties: false`",
            Self::RequestResponseDiffer => "give both the same type, or list the contradiction",
            Self::ResponseClosed => "set `additionalProperties: true`",
            Self::RowDefaultDiffers
            | Self::RowRequiredDiffers
            | Self::RowTypeDiffers
            | Self::RowValuesDiffer => {
                "make the schema say what the documentation says, or list the contradiction"
            }
            Self::SchemaUndocumented => {
                "remove it from the schema, or list the contradiction with where it is known from"
            }
            Self::SourceDiffers => "correct source.json or the operation",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One difference.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The operation's id.
    pub operation: String,
    /// The kind of difference.
    pub kind: Kind,
    /// Where in the example, the table or the schema; with the operation and the kind this is what
    /// a contradiction refers to.
    pub path: String,
    /// The value that the other side implies.
    pub expected: String,
    /// The value that is there.
    pub found: String,
    /// The file under `spec/documented`.
    pub source: String,
    /// The place in the document, as a JSON pointer.
    pub pointer: String,
    /// The same as file, line and column.
    pub position: Option<Position>,
}

/// Collects the findings of one operation.
pub(crate) struct Findings<'a> {
    document: &'a Document,
    operation: &'a str,
    found: Vec<Finding>,
}

/// The parts of a finding that differ from one to the next.
pub(crate) struct Difference<'a> {
    pub(crate) kind: Kind,
    pub(crate) path: &'a str,
    pub(crate) expected: String,
    pub(crate) found: String,
    /// File name inside the operation's folder.
    pub(crate) source: &'a str,
    pub(crate) pointer: &'a str,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(document: &'a Document, operation: &'a str) -> Self {
        Self {
            document,
            operation,
            found: Vec::new(),
        }
    }

    pub(crate) fn document(&self) -> &'a Document {
        self.document
    }

    pub(crate) fn add(&mut self, difference: Difference<'_>) {
        let Difference {
            kind,
            path,
            expected,
            found,
            source,
            pointer,
        } = difference;
        // Several response statuses can share a schema, and several examples a field.
        let known = |other: &Finding| {
            other.kind == kind && other.path == path && other.expected == expected
        };
        if self.found.iter().any(known) {
            return;
        }
        self.found.push(Finding {
            operation: self.operation.to_owned(),
            kind,
            path: path.to_owned(),
            expected,
            found,
            source: format!("{}/{source}", self.operation),
            pointer: pointer.to_owned(),
            position: self.document.locate(pointer),
        });
    }

    pub(crate) fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}
