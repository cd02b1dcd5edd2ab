//! What becomes of a webhook that waits for another one.

use super::super::Verdict;
use super::super::entry::tests::{delivery, tried};
use super::*;

/// A webhook that is sent 3 s after the one of the other tests, which is due at 5,000.
fn follower() -> Entry {
    let mut follower = delivery(Verdict::Scheduled);
    follower.id = "0194".to_owned();
    follower.name = "logged".to_owned();
    follower.due_at_ms = 8_000;
    follower.after = Some(Predecessor {
        id: "0193".to_owned(),
        name: "paid".to_owned(),
        delay_ms: 3_000,
    });
    Entry::new(follower, false)
}

fn first(verdict: Verdict) -> Entry {
    let mut first = delivery(verdict);
    first.followers = vec!["0194".to_owned()];
    Entry::new(first, false)
}

fn delivered() -> Entry {
    let mut first = first(Verdict::Scheduled);
    assert!(first.begin(5_000));
    first.report(&tried(200), 5_012);
    first
}

#[test]
fn it_waits_and_looks_a_little_after_the_other_is_looked_at() {
    let mut entry = follower();
    assert_eq!(entry.waits_for(), Some("0193"));
    assert_eq!(entry.reason.as_deref(), Some("it waits for `paid`"));
    assert_eq!(
        (entry.wake_ms, entry.delivery.due_at_ms),
        (Some(6_000), 8_000)
    );
    assert!(!entry.begin(99_000), "it must look first");
    let mut other = first(Verdict::Scheduled);
    assert!(other.begin(5_000));
    assert!(!entry.look_at(Some(&other), 6_000));
    assert_eq!(entry.wake_ms, other.wake_ms.map(|wake_ms| wake_ms + 1_000));
    assert!(other.followers().is_empty(), "it has not ended");
}

#[test]
fn its_delay_starts_when_the_other_was_delivered() {
    let other = delivered();
    assert_eq!(other.followers(), ["0194"]);
    for now_ms in [5_012, 6_000, 90_000] {
        let mut entry = follower();
        assert!(entry.look_at(Some(&other), now_ms));
        assert_eq!(
            (entry.wake_ms, entry.delivery.due_at_ms),
            (Some(8_012), 8_012)
        );
        assert_eq!((entry.waits_for(), entry.reason.clone()), (None, None));
        assert!(!entry.look_at(Some(&other), now_ms), "it has looked");
        assert!(entry.begin(8_012));
    }
}

#[test]
fn a_clock_that_stands_still_starts_the_delay_at_once() {
    let mut entry = follower();
    assert!(entry.look_at(Some(&delivered()), 5_000));
    assert_eq!(entry.wake_ms, Some(8_000));
}

#[test]
fn it_is_left_out_if_the_other_is_not_delivered() {
    let mut failed = first(Verdict::Scheduled);
    assert!(failed.begin(5_000));
    failed.report(&tried(404), 5_012);
    let table = [
        (
            Some(failed),
            "`paid`, which it comes after, was not delivered: the target answered 404",
        ),
        (
            Some(first(Verdict::Skipped("its `if` is false".to_owned()))),
            "`paid`, which it comes after, was not delivered: its `if` is false",
        ),
        (
            None,
            "`paid`, which it comes after, was not delivered: it is no longer in the history",
        ),
    ];
    for (other, reason) in table {
        let mut entry = follower();
        entry.delivery.followers = vec!["0195".to_owned()];
        assert!(entry.look_at(other.as_ref(), 6_000));
        assert_eq!((entry.state, entry.wake_ms), (State::Skipped, None));
        assert_eq!(entry.reason.as_deref(), Some(reason));
        assert_eq!(entry.followers(), ["0195"], "which are left out too");
        assert!(!entry.begin(99_000));
    }
}

#[test]
fn it_waits_as_long_as_the_other_is_tried_again() {
    let mut other = first(Verdict::Scheduled);
    other.delivery.retry = Some(crate::retry::Retry {
        pace: crate::retry::Pace::Schedule(vec![60_000]),
        on: vec![crate::retry::Failure::Class(5)],
    });
    assert!(other.begin(5_000));
    other.report(&tried(503), 5_012);
    let mut entry = follower();
    assert!(!entry.look_at(Some(&other), 6_000));
    assert_eq!(entry.wake_ms, Some(66_012));
}
