//! Work that waits, as the platform's promises. What drives such work is compiled anew for each
//! type of it, half a kilobyte of wasm each time: here it has one type.

use std::pin::Pin;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;
use worker::js_sys::Promise;

type Work = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// Begins the work and gives the promise of its outcome.
pub fn of(work: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    let work: Work = Box::pin(work);
    future_to_promise(work)
}

/// Begins work that has no outcome.
pub fn of_none(work: impl Future<Output = ()> + 'static) -> Promise {
    of(async {
        work.await;
        Ok(JsValue::UNDEFINED)
    })
}
