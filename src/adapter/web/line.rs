//! Lines of the terminal and the console.

use crate::log;
use wasm_bindgen::prelude::*;

/// The request's line in the terminal and the console.
#[wasm_bindgen(js_name = requestLine)]
pub fn request_line(
    method: &str,
    url: &str,
    status: u16,
    endpoint_method: Option<String>,
    endpoint_path: Option<String>,
    ms: f64,
    refusal: Option<String>,
) -> String {
    let endpoint = endpoint_method
        .zip(endpoint_path)
        .map(|(method, path)| crate::webhook::EndpointName { method, path });
    log::request(
        method,
        url,
        status,
        endpoint.as_ref(),
        ms as u64,
        refusal.as_deref(),
    )
}

/// A warning's line: a secret is not set.
#[wasm_bindgen(js_name = unsetSecretLine)]
pub fn unset_secret_line(name: &str, hint: &str) -> String {
    log::unset_secret(name, hint)
}

/// A warning's line: a secret by which requests are verified is not set.
#[wasm_bindgen(js_name = unsetVerifyingSecretLine)]
pub fn unset_verifying_secret_line(name: &str, hint: &str) -> String {
    log::unset_verifying_secret(name, hint)
}
