//! The mocks file that is served: compiled when the Worker starts, and again when a local start
//! sends a new one.

use super::host::{self, Host};
use super::{environment, signatures};
use crate::redaction::Redaction;
use crate::{Engine, Report, Source, log};
use std::cell::RefCell;
use std::rc::Rc;
use worker::{Env, console_error, console_warn};

/// What is served: an engine, or what is wrong with the file.
pub type Served = Result<Engine, Report>;

thread_local! {
    static SERVED: RefCell<Option<Rc<Served>>> = const { RefCell::new(None) };
    static REDACTION: RefCell<Rc<Redaction>> = RefCell::default();
}

/// Compiles the host's file.
pub fn start(host: Host) {
    let served = Engine::load(&Source::new(&host.name(), &host.text()));
    match &served {
        Ok(engine) => {
            warn(&warnings(engine, &host));
            hide(engine, &host);
        }
        Err(report) => console_error!("{}", report.draw()),
    }
    host::set(host);
    SERVED.set(Some(Rc::new(served)));
}

/// What is served now. `None` only before `start`, which js/worker/ calls first.
pub fn served() -> Option<Rc<Served>> {
    SERVED.with_borrow(Clone::clone)
}

/// Asks the engine that is served; `None` while the file is wrong.
pub fn with_engine<T>(ask: impl Fn(&Engine) -> T) -> Option<T> {
    match served().as_deref() {
        Some(Ok(engine)) => Some(ask(engine)),
        _ => None,
    }
}

/// Takes up another file if it is right, and gives its warnings; else the last one goes on.
pub fn take_up(name: &str, text: &str) -> Result<String, Report> {
    let engine = Engine::load(&Source::new(name, text))?;
    let mut warned = String::new();
    if let Some(host) = host::get() {
        hide(&engine, &host);
        warned = warnings(&engine, &host);
        host.set_name(name);
        host.set_text(text);
    }
    warn(&warned);
    SERVED.set(Some(Rc::new(Ok(engine))));
    Ok(warned)
}

/// What must not be shown of a request: the values of the file's secrets, and of the fields that carry
/// them.
pub fn redaction() -> Rc<Redaction> {
    REDACTION.with_borrow(Rc::clone)
}

/// Has the secrets of a file hidden from now on.
fn hide(engine: &Engine, host: &Host) {
    let env = host.env();
    let redaction = engine.redaction(&|name| environment::text(&env, name));
    REDACTION.set(Rc::new(redaction));
}

/// What the author should look at: the file's warnings, and the secrets that are not set, or no use.
fn warnings(engine: &Engine, host: &Host) -> String {
    let env = host.env();
    let mut warnings = engine.warnings().draw();
    for line in warning_lines(engine, &env) {
        warnings.push_str(&line);
        warnings.push('\n');
    }
    warnings.push_str(&host.unusable_keys(&signatures::keys(engine, &env)));
    warnings
}

/// A line for each URL that a deployed Worker will not call, and for each secret that is not set.
fn warning_lines(engine: &Engine, env: &Env) -> Vec<String> {
    let mut lines = Vec::new();
    if !environment::is_local(env) {
        lines.extend(engine.stray_urls().iter().map(|url| log::stray_url(url)));
    }
    let hint = |name: &str| environment::hint(env, name);
    let is_unset = |name: &String| environment::text(env, name).is_none();
    for name in engine.secret_names().iter().filter(|name| is_unset(name)) {
        lines.push(log::unset_secret(name, &hint(name)));
    }
    for key in engine.verifying_keys() {
        let line = log::unset_verifying_secret(&key.name, &hint(&key.name));
        // A secret may verify by several schemes.
        if is_unset(&key.name) && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn warn(warnings: &str) {
    if !warnings.is_empty() {
        console_warn!("{}", warnings.trim_end());
    }
}
