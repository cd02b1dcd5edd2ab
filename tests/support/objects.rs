//! What a host's store knows of the objects that requests bring, as plain data.

use std::collections::HashSet;

use wasmock::Delivery;
use wasmock::webhook::{Entry, Marks, settle};

/// Marks, and the last number of an envelope.
#[derive(Default)]
pub struct Objects {
    ready: HashSet<String>,
    seen: HashSet<String>,
    last: Option<u64>,
}

impl Objects {
    /// The webhooks of one request as a store keeps them from this instant on.
    pub fn keep(&mut self, deliveries: Vec<Delivery>, now_ms: u64) -> Vec<Entry> {
        let entries = deliveries.into_iter();
        let mut entries: Vec<Entry> = entries.map(|one| Entry::new(one, false)).collect();
        let asked = Marks::of(&entries);
        let known = Marks {
            ready: marked(&mut self.ready, asked.ready),
            seen: marked(&mut self.seen, asked.seen),
        };
        self.last = settle(&mut entries, &known, self.last, now_ms);
        entries
    }
}

/// Marks texts, and gives those that were marked before.
fn marked(marks: &mut HashSet<String>, mut texts: Vec<String>) -> Vec<String> {
    texts.retain(|text| !marks.insert(text.clone()));
    texts
}
