//! Subscriptions: webhooks of the file itself, which are sent for what any endpoint answered.

use regex_lite::Regex;

use super::compiler::Compiler;
use super::endpoint::admits;
use super::fault::EndpointFault as Fault;
use super::incoming::Incoming;
use super::object;
use super::plan::Plan;
use super::sequence::{self, Company};
use crate::diagnostic::{Excerpt, Span};
use crate::gather::Gather as _;
use crate::json::Value;
use crate::spec;

/// The longest wrong regular expression in which the character at fault is looked for, in bytes:
/// that takes as many compilations.
const SEARCHED: usize = 100;

/// The subscriptions of a file, in its order.
#[derive(Debug, Default)]
pub(super) struct Subscriptions {
    pub(super) plans: Vec<Plan>,
    /// Of each plan, what it is sent for.
    events: Vec<Vec<Event>>,
}

/// What a subscription is sent for.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) id: Value,
    pub(super) label: Option<String>,
    methods: Vec<String>,
    /// As written.
    url: String,
    pattern: Regex,
}

impl Subscriptions {
    pub(super) fn compile(all: &[spec::Subscription], compiler: &mut Compiler) -> Subscriptions {
        let events = all.iter();
        let events = events.map(|one| Event::compile_all(&one.events, compiler));
        let events = events.gather();
        let plans = compiler.in_webhook(|compiler| plans(all, compiler));
        Subscriptions { plans, events }
    }

    /// Of each subscription the first event that fits a request which an endpoint answered with this
    /// status, if one does.
    pub(super) fn fired(&self, incoming: &Incoming, status: u16) -> Vec<Option<&Event>> {
        if !(200..=299).contains(&status) {
            return self.events.iter().map(|_| None).gather();
        }
        let fits = |event: &&Event| event.fits(incoming);
        let events = self.events.iter();
        events.map(|events| events.iter().find(fits)).gather()
    }

    /// As they are listed: `{"name", "events"}` each.
    pub(super) fn to_json(&self) -> Value {
        let listed = self.plans.iter().zip(&self.events).map(|(plan, events)| {
            Value::object([
                ("name", plan.name.as_deref().into()),
                ("events", Value::list(events.iter().map(Event::to_json))),
            ])
        });
        Value::list(listed)
    }
}

impl Event {
    fn compile_all(events: &[spec::Event], compiler: &mut Compiler) -> Vec<Event> {
        let events = events.iter();
        let compiled = events.filter_map(|event| {
            Some(Event {
                id: event.id.clone(),
                label: event.label.clone(),
                methods: event.methods.clone(),
                url: event.url.text().to_owned(),
                pattern: pattern(&event.url, compiler)?,
            })
        });
        compiled.gather()
    }

    /// Whether a request is one of the event's.
    fn fits(&self, incoming: &Incoming) -> bool {
        let path = &incoming.target.path;
        admits(&self.methods, &incoming.method) && self.pattern.is_match(path)
    }

    /// `{"id", "label", "methods", "url"}`.
    fn to_json(&self) -> Value {
        Value::object([
            ("id", self.id.clone()),
            ("label", self.label.as_deref().into()),
            ("methods", self.methods.as_slice().into()),
            ("url", Value::text(&self.url)),
        ])
    }
}

fn plans(all: &[spec::Subscription], compiler: &mut Compiler) -> Vec<Plan> {
    let plan = |one: &spec::Subscription, compiler: &mut Compiler| {
        let mut plan = Plan::compile(&one.webhook, compiler);
        plan.keep_secret(one.secret.as_ref(), compiler);
        plan
    };
    let mut plans: Vec<Plan> = all.iter().map(|one| plan(one, compiler)).gather();
    let webhooks: Vec<&spec::Webhook> = all.iter().map(|one| &one.webhook).gather();
    sequence::arrange(&mut plans, &webhooks, Company::File, compiler);
    object::tell_apart(&mut plans);
    plans
}

/// The regular expression of an event; a wrong one is reported.
fn pattern(text: &Excerpt, compiler: &mut Compiler) -> Option<Regex> {
    match Regex::new(text.text()) {
        Ok(pattern) => Some(pattern),
        Err(error) => {
            let why = error.to_string();
            let place = match compiler.is_crowded() {
                true => text.full_span(),
                false => fault_place(text, &why),
            };
            compiler.error(&Fault::Pattern(why), place);
            None
        }
    }
}

/// The character at which a wrong regular expression goes wrong: where the shortest beginning ends
/// that is wrong for the same reason, past the longest that is right.
fn fault_place(text: &Excerpt, why: &str) -> Span {
    let whole = text.text();
    if whole.len() > SEARCHED {
        return text.full_span();
    }
    let fault = |end: usize| Regex::new(whole.get(..end)?).err();
    let starts: Vec<usize> = whole.char_indices().map(|(start, _)| start).gather();
    let right = starts.iter().rposition(|start| fault(*start).is_none());
    let tail = starts.get(right.unwrap_or(0)..).unwrap_or_default();
    let ends = tail.iter().skip(1).copied().chain([whole.len()]);
    let mut wrong = tail.iter().zip(ends);
    let at = wrong.find(|(_, end)| fault(*end).is_some_and(|error| error.to_string() == why));
    at.map_or_else(
        || text.full_span(),
        |(start, _)| text.character_span(*start),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_pattern_is_pointed_at_where_it_goes_wrong() {
        for (pattern, at) in [
            ("a(b", 1),
            ("(a)b(c", 4),
            ("a)b", 1),
            ("*a", 0),
            (r"(a\q)", 3),
            ("é[z-a]", 5),
            ("a[", 1),
        ] {
            let text = Excerpt::verbatim(pattern, 100);
            let why = Regex::new(pattern).unwrap_err().to_string();
            let place = fault_place(&text, &why);
            assert_eq!(place.start, 100 + at, "{pattern}: {why}");
        }
    }
}
