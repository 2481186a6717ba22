//! Streams of JavaScript as streams of Rust, in the form of the crate `wasm-streams`: reading them,
//! which is all that is asked for here.

use futures_util::stream::{self, Stream};
use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type Reader;
    #[wasm_bindgen(method, catch)]
    fn read(this: &Reader) -> Result<Promise, JsValue>;

    /// A `ReadableStream` of JavaScript.
    pub type Raw;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn get_reader(this: &Raw) -> Result<Reader, JsValue>;
}

/// A stream that can be read.
pub struct ReadableStream(Raw);

impl ReadableStream {
    /// Takes a stream of JavaScript, to which nobody else listens.
    pub fn from_raw(raw: Raw) -> Self {
        Self(raw)
    }

    /// Its chunks, to the end or an error.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        stream::unfold(Some(self.0.get_reader()), |reader| async {
            match next(reader?).await {
                Ok((chunk, reader)) => Some((Ok(chunk?), Some(Ok(reader)))),
                Err(reason) => Some((Err(reason), None)),
            }
        })
    }
}

/// The next chunk, unless it was the last.
async fn next(reader: Result<Reader, JsValue>) -> Result<(Option<JsValue>, Reader), JsValue> {
    let reader = reader?;
    let result = JsFuture::from(reader.read()?).await?;
    let done = Reflect::get(&result, &"done".into())?.is_truthy();
    let chunk = Reflect::get(&result, &"value".into())?;
    Ok(((!done).then_some(chunk), reader))
}
