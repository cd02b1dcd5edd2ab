//! What is sent once more, and what can't be.

use super::super::entry::tests::{delivery, tried};
use super::super::{After, Chain, Predecessor, Sending};
use super::*;
use crate::retry::{Failure, Pace, Retry};

/// An entry whose one try ended with a status.
fn ended(status: u16) -> Entry {
    let mut entry = Entry::new(delivery(Verdict::Scheduled), true);
    assert!(entry.begin(5_000));
    entry.report(&tried(status), 5_012);
    entry
}

#[test]
fn what_has_ended_is_due_now_and_keeps_its_tries() {
    for status in [200, 500] {
        let mut entry = ended(status);
        assert_eq!(entry.replay(90_000), Ok(()), "{status}");
        assert_eq!(
            (entry.state, entry.wake_ms),
            (State::Scheduled, Some(90_000))
        );
        assert_eq!((entry.tries.len(), entry.ended_ms()), (1, None));
        assert_eq!((&entry.reason, entry.delivery.due_at_ms), (&None, 90_000));
        assert!(entry.begin(90_000));
        entry.report(&tried(204), 90_012);
        assert_eq!((entry.state, entry.tries.len()), (State::Sent, 2));
    }
}

#[test]
fn one_that_was_refused_or_left_out_is_sent_then() {
    for sending in [
        Sending::Refused("the secret `KEY` is not set".to_owned()),
        Sending::LeftOut("too many".to_owned()),
    ] {
        let mut entry = Entry::new(delivery(Verdict::Scheduled), false);
        assert!(entry.begin(5_000));
        entry.report(&sending, 5_000);
        assert_eq!(entry.replay(90_000), Ok(()));
    }
}

#[test]
fn what_waits_and_what_was_never_to_be_sent_is_not() {
    let skipped = Verdict::Skipped("its `if` is false".to_owned());
    let failed = Verdict::Failed("the filter `x` failed".to_owned());
    let mut held = Entry::new(delivery(Verdict::Scheduled), false);
    assert!(held.begin(5_000));
    let mut left_out = Entry::new(follower(), false);
    left_out.look_at(None, 6_000);
    for (mut entry, words) in [
        (
            Entry::new(delivery(Verdict::Scheduled), false),
            "it has not ended",
        ),
        (held, "it has not ended"),
        (
            Entry::new(delivery(skipped), false),
            "nothing to send: its `if` is false",
        ),
        (
            Entry::new(delivery(failed), false),
            "nothing to send: the filter `x`",
        ),
        (
            left_out,
            "nothing to send: `first`, which it comes after, was not delivered",
        ),
    ] {
        let before = entry.clone();
        let told = entry.replay(90_000).unwrap_err().words();
        assert!(told.contains(words), "{told}");
        assert_eq!(entry, before);
    }
}

fn follower() -> Delivery {
    Delivery {
        after: Some(Predecessor {
            id: "0192".to_owned(),
            name: "first".to_owned(),
            delay_ms: 4_000,
        }),
        ..delivery(Verdict::Scheduled)
    }
}

#[test]
fn a_body_that_was_cut_is_never_sent() {
    for (method, body, replayed) in [
        ("POST", "x".repeat(HISTORY_BODY - 4), Ok(())),
        ("POST", "x".repeat(HISTORY_BODY + 1), Err(NoReplay::BodyCut)),
        (
            "POST",
            "x".to_owned() + &"é".repeat(HISTORY_BODY),
            Err(NoReplay::BodyCut),
        ),
        ("GET", "x".repeat(HISTORY_BODY + 1), Ok(())),
    ] {
        let mut long = delivery(Verdict::Scheduled);
        let length = body.len();
        (long.method, long.body) = (method.to_owned(), Some(body));
        let mut entry = Entry::new(long, false);
        entry.report(&tried(200), 5_012);
        assert_eq!(entry.replay(90_000), replayed, "{method} {length}");
    }
}

#[test]
fn its_retry_begins_anew() {
    let mut failing = delivery(Verdict::Scheduled);
    failing.retry = Some(Retry {
        pace: Pace::Schedule(vec![1_000]),
        on: Failure::DEFAULT.to_vec(),
    });
    let mut entry = Entry::new(failing, false);
    for round in 1..=3 {
        let at_ms = round * 100_000;
        assert!(entry.begin(at_ms));
        let after = entry.report(&tried(500), at_ms);
        assert!(matches!(after, After::Again { .. }), "{round}: {after:?}");
        assert!(entry.begin(at_ms + 1_000));
        entry.report(&tried(500), at_ms + 1_000);
        assert_eq!(entry.state, State::Failed, "{round}");
        assert_eq!(entry.replay((round + 1) * 100_000), Ok(()));
    }
    assert_eq!((entry.tries.len(), entry.failed_tries()), (6, 0));
}

#[test]
fn a_call_of_the_mocks_is_another_call_each_time() {
    let mut calling = delivery(Verdict::Scheduled);
    let chain = Chain {
        depth: 1,
        budget: 9,
    };
    calling.chain = Some(chain);
    let mut entry = Entry::new(calling, false);
    let mut seeds = Vec::new();
    for round in 1..=3 {
        let call = entry.call().unwrap();
        assert_eq!(call.chain, chain, "as many may descend from it");
        seeds.push(call.seed);
        assert!(entry.begin(round * 100_000));
        entry.report(&tried(200), round * 100_000);
        assert_eq!(entry.replay(round * 100_000 + 50_000), Ok(()));
    }
    seeds.sort_unstable();
    seeds.dedup();
    assert_eq!(seeds.len(), 3);
}

#[test]
fn a_report_that_is_repeated_says_nothing_of_what_is_still_to_be_sent() {
    let mut entry = ended(200);
    assert_eq!(entry.replay(90_000), Ok(()));
    let waiting = entry.clone();
    entry.report(&tried(200), 90_000);
    assert_eq!(entry, waiting);
}

#[test]
fn a_sender_that_promised_the_first_try_makes_no_other() {
    let mut entry = ended(200);
    assert_eq!(entry.replay(90_000), Ok(()));
    assert!(!entry.claim(90_000));
    assert!(entry.begin(90_000));
}

#[test]
fn what_waits_is_set_back_with_the_clock() {
    let mut entry = Entry::new(delivery(Verdict::Scheduled), false);
    assert!(entry.begin(5_000));
    entry.set_back(1_000);
    assert_eq!(
        (entry.wake_ms, entry.delivery.due_at_ms),
        (Some(21_000), 4_000)
    );
    assert!(!entry.begin(20_999), "it is held as long as before");
    assert!(entry.begin(21_000));
    assert_eq!(
        entry.tries.first().map(|attempt| attempt.at_ms),
        Some(4_000)
    );
}

#[test]
fn a_sender_that_has_promised_to_come_is_not_waited_for() {
    let mut leased = Entry::new(delivery(Verdict::Scheduled), true);
    leased.recall();
    assert_eq!(leased.wake_ms, Some(5_000));
    let mut held = Entry::new(delivery(Verdict::Scheduled), true);
    assert!(held.begin(5_000));
    let mut follower = Entry::new(follower(), false);
    for entry in [&mut held, &mut follower, &mut ended(200)] {
        let before = entry.clone();
        entry.recall();
        assert_eq!(*entry, before);
    }
}
