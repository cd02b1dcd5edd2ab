//! The Worker's variables, secrets and bindings.

use crate::gather::Gather as _;
use wasm_bindgen::JsValue;
use worker::{Env, js_sys};

/// The text of a variable or a secret; `None` if there is none of this name.
pub fn text(env: &Env, name: &str) -> Option<String> {
    js_sys::Reflect::get(env, &JsValue::from_str(name))
        .ok()?
        .as_string()
}

/// Whether the start said that this is a local one.
pub fn is_local(env: &Env) -> bool {
    text(env, "WASMOCK_LOCAL").as_deref() == Some("1")
}

/// How a secret of this name is set, as `wrangler` has it.
pub fn hint(env: &Env, name: &str) -> String {
    if is_local(env) {
        format!("write `{name}=...` into `.dev.vars`, beside the mocks file")
    } else {
        format!("set it with `npx wrangler secret put {name}`")
    }
}

/// Those of `names` that are set, with their values.
pub fn texts(env: &Env, names: &[String]) -> Vec<(String, String)> {
    names
        .iter()
        .filter_map(|name| Some((name.clone(), text(env, name)?)))
        .gather()
}
