//! Sorting and finding of equals, each compiled once: the standard library's `sort` and its maps
//! are compiled anew for each type of item, some kilobytes of wasm each time.

use crate::gather::Gather as _;
use std::cmp::Ordering;

/// The places of `length` items in the order that `compare` gives for two places; equal items
/// stay in their order. A merge sort from the bottom up: the standard library's is 4 kB larger.
pub fn places(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).gather();
    let mut width: usize = 1;
    while width < length {
        let mut wider = Vec::with_capacity(length);
        for pair in places.chunks(width.saturating_mul(2)) {
            merge(pair, width, compare, &mut wider);
        }
        places = wider;
        width = width.saturating_mul(2);
    }
    places
}

/// Adds two sorted runs of places, the second after `width`, as one.
fn merge(
    pair: &[usize],
    width: usize,
    compare: &dyn Fn(usize, usize) -> Ordering,
    merged: &mut Vec<usize>,
) {
    let (mut left, mut right) = pair.split_at_checked(width).unwrap_or((pair, &[]));
    while let ([first, rest @ ..], [second, others @ ..]) = (left, right) {
        if compare(*first, *second).is_le() {
            merged.push(*first);
            left = rest;
        } else {
            merged.push(*second);
            right = others;
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
}

/// The items in the order of their `places`, each named once.
pub fn arranged<T>(items: Vec<T>, places: &[usize]) -> Vec<T> {
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).gather();
    let taken = |place: &usize| items.get_mut(*place)?.take();
    places.iter().filter_map(taken).gather()
}

/// For each text the place of the first that is equal to it: its own, if none stands before.
pub fn firsts(texts: &[&str]) -> Vec<usize> {
    let text = |place: &usize| texts.get(*place);
    let sorted = places(texts.len(), &|a, b| text(&a).cmp(&text(&b)));
    let mut firsts = vec![0; texts.len()];
    for equals in sorted.chunk_by(|a, b| text(a) == text(b)) {
        let Some(first) = equals.first() else {
            continue;
        };
        for place in equals {
            if let Some(entry) = firsts.get_mut(*place) {
                *entry = *first;
            }
        }
    }
    firsts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_stay_in_their_order() {
        let table: [(&[u8], &[usize]); 5] = [
            (&[], &[]),
            (&[3, 1, 2], &[1, 2, 0]),
            (&[1, 0, 1, 0], &[1, 3, 0, 2]),
            (&[7, 7, 7], &[0, 1, 2]),
            (&[5, 4, 3, 2, 1, 0, 1], &[5, 4, 6, 3, 2, 1, 0]),
        ];
        for (items, expected) in table {
            let sorted = places(items.len(), &|a, b| items[a].cmp(&items[b]));
            assert_eq!(sorted, expected, "{items:?}");
        }
    }

    #[test]
    fn each_text_knows_its_first() {
        let table: [(&[&str], &[usize]); 3] = [
            (&[], &[]),
            (&["b", "a", "c"], &[0, 1, 2]),
            (&["b", "a", "b", "", "a", "b"], &[0, 1, 0, 3, 1, 0]),
        ];
        for (texts, expected) in table {
            assert_eq!(firsts(texts), expected, "{texts:?}");
        }
    }
}
