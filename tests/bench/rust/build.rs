//! Generates the client that progenitor makes of the document when nobody helps it.

fn main() {
    #[cfg(feature = "compare")]
    plain::generate();
}

#[cfg(feature = "compare")]
mod plain {
    use std::path::PathBuf;

    use bitsight_users_openapi::Document;
    use serde_json::Value;

    const DOCUMENT: &str = "../../../spec/openapi.yaml";

    pub fn generate() {
        println!("cargo::rerun-if-changed={DOCUMENT}");
        let document = Document::load(DOCUMENT.as_ref()).expect("the document can be read");
        let mut view = document.value().clone();
        let paths = view["paths"].as_object_mut().expect("there are paths");
        let operations = paths
            .values_mut()
            .filter_map(Value::as_object_mut)
            .flat_map(|item| item.values_mut())
            .filter_map(|operation| operation.get_mut("responses")?.as_object_mut());
        for responses in operations {
            // Progenitor panics on an operation whose statuses have different bodies, so that only
            // the success can be left.
            responses.retain(|status, _| status.starts_with('2'));
            if responses.contains_key("201") {
                responses.remove("200");
            }
        }
        // Of `anyOf` it makes a structure that no string can be read into.
        let view = view.to_string().replace("\"anyOf\":", "\"oneOf\":");
        let view: openapiv3::OpenAPI = serde_json::from_str(&view).expect("the view is OpenAPI");
        let tokens = progenitor::Generator::default()
            .generate_tokens(&view)
            .expect("progenitor takes the view");
        let folder = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
        std::fs::write(folder.join("plain.rs"), tokens.to_string())
            .expect("OUT_DIR can be written");
    }
}
