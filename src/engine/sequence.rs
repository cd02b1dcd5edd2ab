//! Webhooks that come after one another: of one endpoint, or subscriptions.

use std::ptr;

use super::compiler::Compiler;
use super::fault::EndpointFault as Fault;
use super::plan::Plan;
use crate::gather::Gather as _;
use crate::nearest::nearest;
use crate::spec::Webhook;
use crate::webhook::{Delivery, Predecessor, Verdict, not_delivered};

/// Among which webhooks one can come after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Company {
    /// Those of its endpoint.
    Endpoint,
    /// The subscriptions of the file.
    File,
}

/// Tells each plan which one it comes after, and how many come before it. Reports names that no
/// webhook of the company has, or several, and webhooks that wait for one another. A name that no
/// webhook has may be the one of a webhook that lost its own, which has been reported.
pub(super) fn arrange(
    plans: &mut [Plan],
    webhooks: &[&Webhook],
    company: Company,
    compiler: &mut Compiler,
) {
    let found = predecessors(webhooks, company, compiler);
    let places = found.iter().zip(depths(&found));
    for (plan, (after, depth)) in plans.iter_mut().zip(places) {
        (plan.after, plan.depth) = (*after, depth);
    }
}

/// The index of the webhook that each one comes after.
fn predecessors(
    webhooks: &[&Webhook],
    company: Company,
    compiler: &mut Compiler,
) -> Vec<Option<usize>> {
    let named = webhooks.iter();
    let found: Vec<_> = named
        .map(|webhook| predecessor(webhook, webhooks, company, compiler))
        .gather();
    for (index, webhook) in webhooks.iter().enumerate() {
        let mut before = chain(index, &found);
        if let Some(name) = webhook
            .after
            .as_ref()
            .filter(|_| before.any(|at| at == index))
        {
            let fault = Fault::Circle(name.text().to_owned());
            compiler.error(&fault, name.full_span());
        }
    }
    found
}

fn predecessor(
    webhook: &Webhook,
    webhooks: &[&Webhook],
    company: Company,
    compiler: &mut Compiler,
) -> Option<usize> {
    let name = webhook.after.as_ref()?;
    let is_meant = |other: &&Webhook| other.name.as_deref() == Some(name.text());
    let mut meant = (0..).zip(webhooks).filter(|(_, other)| is_meant(other));
    let fault = match (meant.next(), meant.next()) {
        (Some((index, _)), None) => return Some(index),
        (Some(_), Some(_)) => Fault::SeveralWebhooks(name.text().to_owned(), company),
        (None, _) if is_lost(webhook, webhooks) => return None,
        (None, _) => {
            let names = webhooks.iter().filter_map(|other| other.name.as_deref());
            let nearest = nearest(name.text(), &names.gather()).map(str::to_owned);
            Fault::UnknownWebhook(name.text().to_owned(), company, nearest)
        }
    };
    compiler.error(&fault, name.full_span());
    None
}

/// Whether the name that a webhook comes after may be that of another one, which lost it.
fn is_lost(webhook: &Webhook, webhooks: &[&Webhook]) -> bool {
    let mut others = webhooks.iter().filter(|other| !ptr::eq(**other, webhook));
    others.any(|other| other.lost_its_name)
}

/// The webhooks that come before one, the nearest first; in a circle, once around.
fn chain(index: usize, found: &[Option<usize>]) -> impl Iterator<Item = usize> {
    let before = |index: &usize| found.get(*index).copied().flatten();
    std::iter::successors(before(&index), before).take(found.len())
}

/// How many webhooks come before each.
fn depths(found: &[Option<usize>]) -> Vec<usize> {
    let indices = 0..found.len();
    indices.map(|index| chain(index, found).count()).gather()
}

/// The webhooks that were planned, `None` being one that is not active or that nothing fires; those
/// that come after another one wait for it.
pub(super) fn linked(plans: &[Plan], mut planned: Vec<Option<Delivery>>) -> Vec<Delivery> {
    let deepest = plans.iter().map(|plan| plan.depth).max().unwrap_or(0);
    for depth in 1..=deepest {
        let links = plans.iter().enumerate();
        for (index, plan) in links.filter(|(_, plan)| plan.depth == depth) {
            let first = plan
                .after
                .and_then(|first| Some((first, plans.get(first)?)));
            if let Some(first) = first {
                link_one(index, first, &mut planned);
            }
        }
    }
    planned.into_iter().gather_given()
}

/// Has a webhook wait for the first, if both are to be sent.
fn link_one(index: usize, (first, plan): (usize, &Plan), planned: &mut [Option<Delivery>]) {
    let Ok([before, Some(delivery)]) = planned.get_disjoint_mut([first, index]) else {
        return;
    };
    if delivery.verdict != Verdict::Scheduled {
        return;
    }
    if let Some(why) = obstacle(plan, before.as_ref()) {
        let name = plan.name.as_deref().unwrap_or_default();
        delivery.verdict = Verdict::Skipped(not_delivered(name, Some(why)));
    } else if let Some(before) = before {
        follow(delivery, before);
        before.followers.push(delivery.id.clone());
    }
}

/// Why the first is not sent.
fn obstacle<'a>(plan: &Plan, first: Option<&'a Delivery>) -> Option<&'a str> {
    match first.map(|first| &first.verdict) {
        None if plan.active => Some("the request fits none of its events"),
        None => Some("it is not active"),
        Some(Verdict::Skipped(why) | Verdict::Failed(why)) => Some(why),
        Some(Verdict::Scheduled) => None,
    }
}

fn follow(delivery: &mut Delivery, first: &Delivery) {
    let delay_ms = delivery.due_at_ms.saturating_sub(delivery.scheduled_at_ms);
    delivery.due_at_ms = first.due_at_ms.saturating_add(delay_ms);
    delivery.after = Some(Predecessor {
        id: first.id.clone(),
        name: first.name.clone(),
        delay_ms,
    });
}
