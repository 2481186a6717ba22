//! Writes the wasm-bindgen wrappers: arguments in, one call of the client, the result out.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Operation, Success};

pub(crate) fn write(api: &Api) -> TokenStream {
    let methods = api.operations.iter().map(method);
    quote! {
        use bitsight_users::types;
        use js_sys::Promise;
        use wasm_bindgen::prelude::*;

        use crate::{argument, client::Client, outcome, pager::Pager};

        #[wasm_bindgen]
        impl Client {
            #(#methods)*
        }
    }
}

fn method(operation: &Operation) -> TokenStream {
    let name = format_ident!("{}", operation.id);
    let camel = operation.camel();
    let docs = &operation.docs;
    let mut parameters = Vec::new();
    let mut decode = Vec::new();
    let mut arguments = Vec::new();
    for field in &operation.path_parameters {
        let (name, text) = (format_ident!("{}", field.name), &field.name);
        parameters.push(quote!(#name: &JsValue));
        decode.push(quote!(let #name = argument::string(#text, #name);));
        arguments.push(quote!(&#name?));
    }
    for (name, ty) in [("query", &operation.query), ("body", &operation.body)] {
        if let Some(ty) = ty {
            let (name, ty) = (format_ident!("{name}"), format_ident!("{ty}"));
            parameters.push(quote!(#name: &JsValue));
            decode.push(quote!(let #name = argument::request::<types::#ty>(#name);));
            arguments.push(quote!(&#name?));
        }
    }
    let wrap = match operation.success {
        Success::Nothing => quote!(outcome::empty),
        Success::Body {
            may_be_empty: true, ..
        } if !operation.is_looked_up() => {
            quote!(outcome::optional)
        }
        Success::Body { .. } => quote!(outcome::body),
    };
    let pages = match (&operation.paginated, &operation.query) {
        (Some(_), Some(query)) => {
            let (pages, camel) = (
                format_ident!("{}_pages", operation.id),
                format!("{camel}Pages"),
            );
            let stream = format_ident!("{}_stream", operation.id);
            let query = format_ident!("{query}");
            let docs = format!("The pages of `{}`, one by one.", operation.camel());
            Some(quote! {
                #[doc = #docs]
                #[wasm_bindgen(js_name = #camel)]
                pub fn #pages(&self, query: &JsValue, options: &JsValue) -> Result<Pager, JsValue> {
                    self.pages(query, options, |client, query: &types::#query| client.#stream(query))
                }
            })
        }
        _ => None,
    };
    // Arguments are read at once, while they are as the caller passed them.
    quote! {
        #[doc = #docs]
        #[wasm_bindgen(js_name = #camel)]
        pub fn #name(&self, #(#parameters,)* options: &JsValue) -> Promise {
            #(#decode)*
            self.call(options, move |client| async move {
                client.#name(#(#arguments),*).await.map(#wrap)
            })
        }
        #pages
    }
}
