//! Merges: `<<: *other` and `<<: [*one, *other]`.

use super::YamlFault;
use super::node::{Entry, Node, NodeValue};
use crate::gather::Gather as _;
use crate::sort;
use crate::spec::Sink;

/// The entries, with each merge replaced by what it brings: a map's own keys win, and of several
/// maps the first.
pub fn resolve(entries: Vec<Entry>, sink: &mut Sink) -> Vec<Entry> {
    let mut candidates: Vec<Candidate> = Vec::with_capacity(entries.len());
    for entry in &entries {
        if entry.is_merge() {
            for map in merged_maps(&entry.value, sink) {
                candidates.extend(map.iter().map(|entry| Candidate {
                    entry,
                    is_own: false,
                }));
            }
        } else {
            candidates.push(Candidate {
                entry,
                is_own: true,
            });
        }
    }
    let best = best_of_each_key(&candidates).into_iter();
    best.zip(candidates)
        .filter_map(|(is_best, candidate)| is_best.then(|| candidate.entry.clone()))
        .gather()
}

/// An entry that stands in a map, or that a merge brings to it.
struct Candidate<'a> {
    entry: &'a Entry,
    is_own: bool,
}

/// For each candidate whether no other of its key goes before it.
fn best_of_each_key(candidates: &[Candidate]) -> Vec<bool> {
    let key = |place| {
        let candidate: Option<&Candidate> = candidates.get(place);
        candidate.map(|candidate| candidate.entry.key.text.text())
    };
    let rank = |place| {
        (
            key(place),
            candidates.get(place).map(|each: &Candidate| !each.is_own),
        )
    };
    let sorted = sort::places(candidates.len(), &|a, b| rank(a).cmp(&rank(b)));
    let mut best = vec![false; candidates.len()];
    for equals in sorted.chunk_by(|a, b| key(*a) == key(*b)) {
        if let Some(is_best) = equals.first().and_then(|place| best.get_mut(*place)) {
            *is_best = true;
        }
    }
    best
}

/// The maps that a merge names.
fn merged_maps<'a>(value: &'a Node, sink: &mut Sink) -> Vec<&'a [Entry]> {
    let NodeValue::List(nodes) = &value.value else {
        return merged_map(value, sink).into_iter().gather();
    };
    let maps = nodes.iter().filter_map(|node| merged_map(node, sink));
    maps.gather()
}

fn merged_map<'a>(node: &'a Node, sink: &mut Sink) -> Option<&'a [Entry]> {
    match &node.value {
        NodeValue::Map(entries) => return Some(entries),
        NodeValue::Refused => {}
        NodeValue::Scalar(_) | NodeValue::List(_) => {
            let found = node.describe();
            sink.error(&YamlFault::WrongMerge { found }, node.span);
        }
    }
    None
}
