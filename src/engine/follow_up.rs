//! The webhooks that follow an answer: those of its endpoint, then those of subscriptions.

use super::Engine;
use super::answer;
use super::endpoint::Endpoint;
use super::incoming::Seen;
use super::occasion::Occasion;
use super::outcome::Reply;
use super::plan::Plan;
use super::sequence;
use super::subscription::Event;
use crate::expression::Meter;
use crate::gather::Gather as _;
use crate::webhook::{Delivery, bound};

impl Engine {
    /// The webhooks of a request that an endpoint answered, those that are not sent too.
    pub(super) fn follow_up(
        &self,
        endpoint: &Endpoint,
        seen: Seen,
        reply: &Reply,
    ) -> Vec<Delivery> {
        let incoming = seen.incoming();
        let fired = self.subscriptions.fired(incoming, reply.response.status);
        if endpoint.plans.is_empty() && fired.iter().all(Option::is_none) {
            return Vec::new();
        }
        let occasion = Occasion {
            endpoint: &reply.endpoint,
            declared: endpoint,
            origin: incoming.target.origin(),
            path_and_query: incoming.target.path_and_query(),
            answered_ms: incoming.now_ms().saturating_add(reply.delay_ms),
            event: None,
        };
        let seen = seen.with_response(answer::as_variable(&reply.response));
        let own = endpoint.plans.iter();
        let mut own: Vec<_> = own.map(|plan| deliver(plan, &seen, &occasion)).gather();
        let mut subscribed = self.subscribed(&fired, &seen, &occasion);
        let planned = own.iter_mut().chain(&mut subscribed).flatten();
        bound(planned, incoming.chain());
        let mut all = sequence::linked(&endpoint.plans, own);
        all.extend(sequence::linked(&self.subscriptions.plans, subscribed));
        all
    }

    /// Of each subscription the webhook for the event that fired it, if one did.
    fn subscribed(
        &self,
        fired: &[Option<&Event>],
        seen: &Seen,
        occasion: &Occasion,
    ) -> Vec<Option<Delivery>> {
        let of_event = |(plan, event): (_, &Option<&Event>)| {
            let event = Some((*event)?);
            let occasion = Occasion {
                event,
                ..occasion.clone()
            };
            deliver(plan, seen, &occasion)
        };
        let plans = self.subscriptions.plans.iter();
        plans.zip(fired).map(of_event).gather()
    }
}

/// The webhook of one plan, with bounds of its own; `None` if it is not active.
fn deliver(plan: &Plan, seen: &Seen, occasion: &Occasion) -> Option<Delivery> {
    let meter = Meter::default();
    plan.active
        .then(|| plan.deliver(&super::scope(seen, &meter), occasion))
}
