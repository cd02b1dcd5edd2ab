//! The engine's own paths, as JavaScript carries them out.

use super::answer::response_json;
use crate::control::{self, Access, Call, KeyForm, KeysAsked, PageFile};
use crate::http::Response;
use crate::json::Value;
use crate::{Engine, Request};
use wasm_bindgen::prelude::*;

/// What a request to the engine's own paths is: `{"response"}`, `{"webhooks": filter}`,
/// `{"replay": id}`, `{"advance": ms}`, `{"reset": true}`, `{"page": name}`, `{"mocks": name}`,
/// `{"keys": {"form", "id", "all": keys}}` (keys as of `signingKeys`), `{"ask": name, "question": of
/// records}`, `{"inboxes": true}` or `{"inbox": name}`, which is to catch it.
pub fn route(
    engine: &Engine,
    request: &Request,
    access: &Access,
    longest_ms: u64,
) -> Option<String> {
    let json = match control::route(request, access)? {
        Err(refusal) => answer(&refusal),
        Ok(Call::Health) => answer(&control::health(Some(engine.endpoints().len()))),
        Ok(Call::Endpoints) => answer(&control::endpoints(
            &engine.endpoints(),
            engine.subscriptions(),
            true,
        )),
        Ok(Call::Webhooks(filter)) => Value::object([("webhooks", filter.to_json())]),
        Ok(Call::Replay(id)) => Value::object([("replay", id)]),
        Ok(Call::Advance) => match control::advance_by(&request.body) {
            Ok(ms) => Value::object([("advance", ms)]),
            Err(refusal) => answer(&refusal),
        },
        Ok(Call::Clock) => Value::object([("clock", true)]),
        Ok(Call::Reset) => Value::object([("reset", true)]),
        Ok(Call::Page(file)) => Value::object([("page", file.name)]),
        Ok(Call::Keys(asked)) => Value::object([("keys", keys_json(engine, &asked))]),
        Ok(Call::TakeUp(name)) => Value::object([("mocks", name)]),
        Ok(Call::Inboxes) => Value::object([("inboxes", true)]),
        Ok(Call::Catch(name)) => Value::object([("inbox", name)]),
        Ok(Call::Requests(ask, inbox)) => {
            match ask.question(request, inbox.as_deref(), longest_ms) {
                Err(refusal) => answer(&refusal),
                Ok(question) => Value::object([
                    ("ask", Value::text(ask.name())),
                    ("question", question.to_json()),
                ]),
            }
        }
    };
    Some(json.to_text())
}

/// What is asked for, and the keys, whose texts the host knows.
fn keys_json(engine: &Engine, asked: &KeysAsked) -> Value {
    Value::object([
        ("form", asked.form.name().into()),
        ("id", asked.id.as_deref().into()),
        ("all", signing_keys(engine)),
    ])
}

/// The keys that webhooks are signed with, without their texts.
pub fn signing_keys(engine: &Engine) -> Value {
    let keys = engine.signing_keys();
    Value::list(keys.iter().map(|key| key.to_json(None)))
}

/// The answer with public keys, as js/signature/public.js wrote them in a form.
#[wasm_bindgen(js_name = keysResponse)]
pub fn keys_response(form: &str, text: String) -> String {
    response_json(&control::public_keys(KeyForm::named(form), text)).to_text()
}

fn answer(response: &Response) -> Value {
    Value::object([("response", response_json(response))])
}

/// The answer with a file of the page; without its text, that there is none.
#[wasm_bindgen(js_name = pageResponse)]
pub fn page_response(name: &str, text: Option<String>) -> String {
    let response = match PageFile::of(name) {
        Some(file) => control::page_file(&file, text),
        None => control::unknown(),
    };
    response_json(&response).to_text()
}

/// The answer with what the clock says.
#[wasm_bindgen(js_name = clockResponse)]
pub fn clock_response(now_ms: f64) -> String {
    response_json(&control::clock(now_ms as u64)).to_text()
}

/// The answer once all was forgotten.
#[wasm_bindgen(js_name = forgottenResponse)]
pub fn forgotten_response() -> String {
    response_json(&control::forgotten()).to_text()
}

/// The answer to a request that the inbox `name` caught, as its number there.
#[wasm_bindgen(js_name = caughtResponse)]
pub fn caught_response(head: &str, name: &str, number: Option<f64>) -> String {
    let number = number.map(|number| number as u64);
    response_json(&control::caught(
        &super::head::read(head, &[]),
        name,
        number,
    ))
    .to_text()
}

/// The answer with data that is JSON already.
#[wasm_bindgen(js_name = dataResponse)]
pub fn data_response(status: u16, json: String) -> String {
    response_json(&control::data_text(status, json)).to_text()
}

/// The answer with a page of the history, or that there is none.
#[wasm_bindgen(js_name = historyResponse)]
pub fn history_response(page: Option<String>) -> String {
    response_json(&control::history(page)).to_text()
}

/// A refusal in the engine's own words.
#[wasm_bindgen(js_name = problemResponse)]
pub fn problem_response(status: u16, code: &str, error: &str) -> String {
    response_json(&control::problem(status, code, error)).to_text()
}
