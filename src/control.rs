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

pub use access::Access;
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
pub fn route(request: &Request, access: &Access) -> Option<Result<Call, Response>> {
    let target = request.target();
    let (first, rest) = target.segments.split_first()?;
    if first != FOLDER.trim_start_matches('/') {
        return None;
    }
    let rest: Vec<&str> = rest.iter().map(String::as_str).gather();
    let router = Router {
        request,
        target: &target,
        access,
    };
    Some(router.route(&rest))
}

/// The methods of what only shows something.
const SHOWS: &str = "GET, HEAD";

/// A request to the engine itself that is being read.
struct Router<'a> {
    request: &'a Request,
    target: &'a Target,
    access: &'a Access<'a>,
}

impl Router<'_> {
    /// What the segments below the folder ask for.
    fn route(&self, segments: &[&str]) -> Result<Call, Response> {
        match segments {
            [] => Err(answer::to_folder()),
            ["webhooks", id, "replay"] => self.data("POST", Call::Replay((*id).to_owned())),
            ["clock", "advance"] => self.data("POST", Call::Advance),
            ["reset"] => self.data("POST", Call::Reset),
            ["requests", "count"] => self.data("POST", Call::Requests(Ask::Count, None)),
            ["requests", "find"] => self.data("POST", Call::Requests(Ask::Find, None)),
            [name] => self.named(name),
            ["inbox", name, path @ ..] => self.inbox(name, path),
            _ => Err(unknown()),
        }
    }

    fn named(&self, name: &str) -> Result<Call, Response> {
        if let Some(file) = PageFile::of(name) {
            return self.open(Call::Page(file));
        }
        match name {
            "health" => self.open(Call::Health),
            "keys" => self.open(Call::Keys(KeysAsked::of(KeyForm::Jwks, self.target))),
            "keys.pem" => self.open(Call::Keys(KeysAsked::of(KeyForm::Pem, self.target))),
            "webhooks" => self.webhooks(),
            "clock" => self.data(SHOWS, Call::Clock),
            "endpoints" => self.data(SHOWS, Call::Endpoints),
            "requests" => self.data(SHOWS, Call::Requests(Ask::List, None)),
            "inbox" => self.data(SHOWS, Call::Inboxes),
            "wait" => self.data("POST", Call::Requests(Ask::Wait, None)),
            "mocks" if self.access.local => self.data("PUT", Call::TakeUp(mocks_name(self.target))),
            _ => Err(unknown()),
        }
    }

    fn webhooks(&self) -> Result<Call, Response> {
        self.enter(SHOWS)?;
        Filter::parse(&self.target.raw_query)
            .map(Call::Webhooks)
            .map_err(|error| problem(400, "wrong-query", &error))
    }

    /// An inbox shows what it has to `GET` at its own path, and catches all else.
    fn inbox(&self, name: &str, path: &[&str]) -> Result<Call, Response> {
        if !ask::is_inbox_name(name) {
            return Err(ask::wrong_inbox(name));
        }
        if path.is_empty() && self.allow(SHOWS).is_ok() {
            return self.data(SHOWS, Call::Requests(Ask::List, Some(name.to_owned())));
        }
        match inbox::preflight(self.request) {
            Some(response) => Err(response),
            None => Ok(Call::Catch(name.to_owned())),
        }
    }

    /// What is open to all who ask by `GET`.
    fn open(&self, call: Call) -> Result<Call, Response> {
        self.allow(SHOWS).map(|()| call)
    }

    /// What is for those who may see the data.
    fn data(&self, methods: &str, call: Call) -> Result<Call, Response> {
        self.enter(methods).map(|()| call)
    }

    /// Lets a request to the data in, or says why not.
    fn enter(&self, methods: &str) -> Result<(), Response> {
        self.access.admit(&self.request.headers, self.target)?;
        self.allow(methods)
    }

    fn allow(&self, methods: &str) -> Result<(), Response> {
        let is_of = |method: &str| method.eq_ignore_ascii_case(&self.request.method);
        match methods.split(", ").any(is_of) {
            true => Ok(()),
            false => Err(answer::method_not_allowed(methods)),
        }
    }
}

/// There is nothing of the name that was asked for.
pub fn unknown() -> Response {
    let error = "there is nothing of this name under /__wasmock/";
    problem(404, "no-endpoint", error)
}

/// The name of a mocks file that was sent: `?name=FILE`.
fn mocks_name(target: &Target) -> String {
    let name = target.query.iter().find(|(key, _)| key == "name");
    name.map_or("mocks.yml", |(_, name)| name).to_owned()
}

#[cfg(test)]
mod tests;
