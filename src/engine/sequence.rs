//! Webhooks of an endpoint that come after one another.

use super::compiler::Compiler;
use super::fault::EndpointFault as Fault;
use super::plan::Plan;
use crate::nearest::nearest;
use crate::spec::Webhook;
use crate::webhook::{Delivery, Predecessor, Verdict, not_delivered};

/// The index of the webhook that each one comes after. Reports names that no webhook of the
/// endpoint has, or several, and webhooks that wait for one another.
pub(super) fn predecessors(webhooks: &[Webhook], compiler: &mut Compiler) -> Vec<Option<usize>> {
    let named = webhooks.iter();
    let found: Vec<_> = named
        .map(|webhook| predecessor(webhook, webhooks, compiler))
        .collect();
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

fn predecessor(webhook: &Webhook, webhooks: &[Webhook], compiler: &mut Compiler) -> Option<usize> {
    let name = webhook.after.as_ref()?;
    let is_meant = |other: &Webhook| other.name.as_deref() == Some(name.text());
    let mut meant = (0..).zip(webhooks).filter(|(_, other)| is_meant(other));
    let fault = match (meant.next(), meant.next()) {
        (Some((index, _)), None) => return Some(index),
        (Some(_), Some(_)) => Fault::SeveralWebhooks(name.text().to_owned()),
        (None, _) => {
            let names = webhooks.iter().filter_map(|other| other.name.as_deref());
            let nearest = nearest(name.text(), names).map(str::to_owned);
            Fault::UnknownWebhook(name.text().to_owned(), nearest)
        }
    };
    compiler.error(&fault, name.full_span());
    None
}

/// The webhooks that come before one, the nearest first; in a circle, once around.
fn chain(index: usize, found: &[Option<usize>]) -> impl Iterator<Item = usize> {
    let before = |index: &usize| found.get(*index).copied().flatten();
    std::iter::successors(before(&index), before).take(found.len())
}

/// How many webhooks come before each.
pub(super) fn depths(found: &[Option<usize>]) -> Vec<usize> {
    let indices = 0..found.len();
    indices.map(|index| chain(index, found).count()).collect()
}

/// Has those of the planned webhooks wait that come after another one; `None` is one that is not
/// active.
pub(super) fn link(plans: &[Plan], planned: &mut [Option<Delivery>]) {
    let deepest = plans.iter().map(|plan| plan.depth).max().unwrap_or(0);
    for depth in 1..=deepest {
        let links = plans.iter().enumerate();
        for (index, plan) in links.filter(|(_, plan)| plan.depth == depth) {
            if let Some(first) = plan.after {
                let name = plans.get(first).map_or("", |plan| &plan.name);
                link_one(index, (first, name), planned);
            }
        }
    }
}

/// Has a webhook wait for the first of the two, if both are to be sent.
fn link_one(index: usize, (first, name): (usize, &str), planned: &mut [Option<Delivery>]) {
    let before = planned.get(first).cloned().flatten();
    let Some(delivery) = planned.get_mut(index).and_then(Option::as_mut) else {
        return;
    };
    if delivery.verdict != Verdict::Scheduled {
        return;
    }
    if let Some(why) = obstacle(before.as_ref()) {
        delivery.verdict = Verdict::Skipped(not_delivered(name, Some(why)));
    } else if let Some(before) = before {
        follow(delivery, &before);
        let id = delivery.id.clone();
        let before = planned.get_mut(first).and_then(Option::as_mut);
        if let Some(before) = before {
            before.followers.push(id);
        }
    }
}

/// Why the first is not sent.
fn obstacle(first: Option<&Delivery>) -> Option<&str> {
    match first.map(|first| &first.verdict) {
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
