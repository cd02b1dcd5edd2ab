//! The engine's own paths, under `/__wasmock/`: who may ask what. docs/mocks-file.md lists them.
//!
//! Health, the public keys and the page's files are open. The data is open where a local start says so, and only
//! to this machine's own pages; else it wants the token. A host turns the [`Call`] into an answer.

mod access;
mod answer;
mod ask;
mod commands;
mod inbox;
mod keys;
mod page;

pub use access::Door;
pub use answer::{
    data_text, endpoints, health, history, page_file, problem, refused_mocks, taken_up, wrong_mocks,
};
pub use ask::{Ask, Question};
pub use commands::{advance_by, clock, fixed_clock, forgotten, milliseconds, replayed};
pub use inbox::{caught, not_caught, too_many_caught};
pub use keys::{KeyForm, KeysAsked, public_keys};
pub use page::PageFile;

use crate::gather::Gather as _;
use crate::http::{Request, Response, Target};
use crate::webhook::history::Filter;

/// The folder of the engine's own paths, without its last slash.
const FOLDER: &str = "/__wasmock";

/// What is asked of the engine itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Whether it runs, and what.
    Health,
    /// A file of the page, if it has one of this name.
    Page(PageFile),
    /// The history of webhooks.
    Webhooks(Filter),
    /// The webhook of this id is to be sent once more.
    Replay(String),
    /// What the clock says.
    Clock,
    /// The clock is to be advanced, by what the request's body says ([`advance_by`]).
    Advance,
    /// Webhooks, marks and records are to be forgotten, and the clock set back.
    Reset,
    /// The endpoints of the mocks file.
    Endpoints,
    /// The public keys of those that webhooks are signed with.
    Keys(KeysAsked),
    /// What came in: of the journal, or of the inbox that the path names.
    Requests(Ask, Option<String>),
    /// The names of the inboxes.
    Inboxes,
    /// The inbox of this name is to catch the request.
    Catch(String),
    /// The request's body is a new mocks file of this name.
    TakeUp(String),
}

/// Reads a request to the engine itself; `None` if it is one for the mocks.
///
/// # Errors
/// The answer that refuses it.
pub fn route(request: &Request, door: &Door) -> Option<Result<Call, Response>> {
    let target = request.target();
    let (first, rest) = target.segments.split_first()?;
    if first != FOLDER.trim_start_matches('/') {
        return None;
    }
    let rest: Vec<&str> = rest.iter().map(String::as_str).gather();
    let command = |call: Call| enter(request, &target, door, "POST").map(|()| call);
    Some(match rest.as_slice() {
        [] => Err(answer::to_folder()),
        ["webhooks", id, "replay"] => command(Call::Replay((*id).to_owned())),
        ["clock", "advance"] => command(Call::Advance),
        ["reset"] => command(Call::Reset),
        [name] => call(name, &target, request, door),
        ["requests", ask] => asked(ask, &target, request, door),
        ["inbox", name, path @ ..] => inbox(name, path, &target, request, door),
        _ => Err(unknown()),
    })
}

/// What is asked of the journal.
fn asked(ask: &str, target: &Target, request: &Request, door: &Door) -> Result<Call, Response> {
    let ask = match ask {
        "count" => Ask::Count,
        "find" => Ask::Find,
        _ => return Err(unknown()),
    };
    enter(request, target, door, "POST").map(|()| Call::Requests(ask, None))
}

/// An inbox shows what it has to `GET` at its own path, and catches all else.
fn inbox(
    name: &str,
    path: &[&str],
    target: &Target,
    request: &Request,
    door: &Door,
) -> Result<Call, Response> {
    if !ask::is_inbox_name(name) {
        return Err(ask::wrong_inbox(name));
    }
    let shows = "GET, HEAD";
    if path.is_empty() && allow(request, shows).is_ok() {
        enter(request, target, door, shows)?;
        return Ok(Call::Requests(Ask::List, Some(name.to_owned())));
    }
    match inbox::preflight(request) {
        Some(response) => Err(response),
        None => Ok(Call::Catch(name.to_owned())),
    }
}

fn call(name: &str, target: &Target, request: &Request, door: &Door) -> Result<Call, Response> {
    if let Some(file) = PageFile::of(name) {
        return allow(request, "GET, HEAD").map(|()| Call::Page(file));
    }
    match name {
        "health" => allow(request, "GET, HEAD").map(|()| Call::Health),
        "webhooks" => {
            enter(request, target, door, "GET, HEAD")?;
            Filter::parse(&target.raw_query)
                .map(Call::Webhooks)
                .map_err(|error| problem(400, "wrong-query", &error))
        }
        "clock" => enter(request, target, door, "GET, HEAD").map(|()| Call::Clock),
        "endpoints" => enter(request, target, door, "GET, HEAD").map(|()| Call::Endpoints),
        "keys" => {
            allow(request, "GET, HEAD").map(|()| Call::Keys(KeysAsked::of(KeyForm::Jwks, target)))
        }
        "keys.pem" => {
            allow(request, "GET, HEAD").map(|()| Call::Keys(KeysAsked::of(KeyForm::Pem, target)))
        }
        "requests" => {
            enter(request, target, door, "GET, HEAD").map(|()| Call::Requests(Ask::List, None))
        }
        "wait" => enter(request, target, door, "POST").map(|()| Call::Requests(Ask::Wait, None)),
        "inbox" => enter(request, target, door, "GET, HEAD").map(|()| Call::Inboxes),
        "mocks" if door.local => {
            enter(request, target, door, "PUT")?;
            Ok(Call::TakeUp(mocks_name(target)))
        }
        _ => Err(unknown()),
    }
}

/// There is nothing of the name that was asked for.
pub fn unknown() -> Response {
    let error = "there is nothing of this name under /__wasmock/";
    problem(404, "no-endpoint", error)
}

/// Lets a request to the data in, or says why not.
fn enter(request: &Request, target: &Target, door: &Door, methods: &str) -> Result<(), Response> {
    door.admit(&request.headers, target)?;
    allow(request, methods)
}

fn allow(request: &Request, methods: &str) -> Result<(), Response> {
    let allowed = methods
        .split(", ")
        .any(|method| method.eq_ignore_ascii_case(&request.method));
    if allowed {
        Ok(())
    } else {
        Err(answer::method_not_allowed(methods))
    }
}

/// The name of a mocks file that was sent: `?name=FILE`.
fn mocks_name(target: &Target) -> String {
    let name = target.query.iter().find(|(key, _)| key == "name");
    name.map_or("mocks.yml", |(_, name)| name).to_owned()
}

#[cfg(test)]
mod tests;
