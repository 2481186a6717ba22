//! Generates the client from the document, unless the feature `codegen` is off.

fn main() {
    println!("cargo::rerun-if-changed=openapi.yaml");
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "codegen")]
    generate();
}

#[cfg(feature = "codegen")]
fn generate() {
    use std::path::PathBuf;

    let stop = |message: String| -> ! {
        println!("cargo::error={message}");
        std::process::exit(1)
    };
    let Some(folder) = std::env::var_os("OUT_DIR").map(PathBuf::from) else {
        stop("OUT_DIR isn't set: run this through cargo".to_owned())
    };
    let generated = bitsight_users_codegen::Document::load("openapi.yaml".as_ref())
        .and_then(|document| bitsight_users_codegen::rust(&document));
    match generated {
        Ok(files) => {
            for file in files {
                let path = folder.join(file.name);
                if let Err(error) = std::fs::write(&path, file.text) {
                    stop(format!("{}: {error}", path.display()))
                }
            }
        }
        Err(error) => stop(error.to_string()),
    }
}
