//! An entry's life: begun, held, vanished, reported.

use super::super::{After, EndpointName, Sending};
use super::*;
use crate::retry::Failure;

mod retries;

/// A webhook planned at 1,000 and due at 5,000, with a time-out of 15 s.
pub fn delivery(verdict: Verdict) -> Delivery {
    Delivery {
        id: "0193".to_owned(),
        name: "paid".to_owned(),
        endpoint: EndpointName {
            method: "POST".to_owned(),
            path: "/orders/:id".to_owned(),
        },
        verdict,
        method: "POST".to_owned(),
        url: "http://127.0.0.1:9/hook".to_owned(),
        headers: Vec::new(),
        basic_auth: None,
        body: Some("{}".to_owned()),
        body_secret: None,
        scheduled_at_ms: 1_000,
        due_at_ms: 5_000,
        timeout_ms: 15_000,
        longest_ms: 19_000,
        retry: None,
        sign: None,
        after: None,
        followers: Vec::new(),
        allowed_hosts: None,
        chain: None,
        object: None,
    }
}

fn scheduled(leased: bool) -> Entry {
    Entry::new(delivery(Verdict::Scheduled), leased)
}

pub fn tried(status: u16) -> Sending {
    Sending::Tried {
        attempt: Attempt {
            at_ms: 5_000,
            status: Some(status),
            error: None,
            failure: None,
            ms: 12,
        },
        retry_after: None,
    }
}

#[test]
fn the_store_looks_when_due_and_a_little_later_if_a_sender_has_promised() {
    assert_eq!(scheduled(false).wake_ms, Some(5_000));
    assert_eq!(scheduled(true).wake_ms, Some(5_500));
}

#[test]
fn what_is_not_to_be_sent_is_finished_at_once() {
    let table = [
        (Verdict::Skipped("no".to_owned()), State::Skipped),
        (Verdict::Failed("no".to_owned()), State::Failed),
    ];
    for (verdict, state) in table {
        let mut entry = Entry::new(delivery(verdict), true);
        assert_eq!((entry.state, entry.wake_ms), (state, None));
        assert_eq!(entry.reason.as_deref(), Some("no"));
        assert!(!entry.begin(9_000), "{} must not be sent", state.name());
    }
}

#[test]
fn one_sender_at_a_time_has_it_until_the_time_out_and_the_slack_are_over() {
    let mut entry = scheduled(true);
    assert!(entry.begin(5_000));
    assert_eq!(entry.wake_ms, Some(22_000));
    assert!(!entry.begin(5_500), "the alarm comes while it is sent");
    assert!(!entry.begin(21_999));
    assert!(entry.begin(22_000), "the sender has vanished");
    assert_eq!(entry.tries.len(), 1);
    assert_eq!(entry.delivery.id, "0193");
}

#[test]
fn what_a_sender_had_that_has_ended_is_free_at_once() {
    let mut entry = scheduled(false);
    entry.free(1_000);
    assert_eq!(entry.wake_ms, Some(5_000), "nobody had it");
    assert!(entry.begin(5_000));
    entry.free(6_000);
    assert_eq!(entry.wake_ms, Some(6_000));
    assert!(entry.begin(6_000));
    assert_eq!(entry.tries.len(), 1);
}

#[test]
fn a_report_ends_it() {
    for (status, state) in [
        (204, State::Sent),
        (302, State::Failed),
        (500, State::Failed),
    ] {
        let mut entry = scheduled(false);
        assert!(entry.begin(5_000));
        entry.report(&tried(status), 5_012);
        assert_eq!((entry.state, entry.wake_ms), (state, None), "{status}");
        assert!(!entry.begin(99_000), "{status}");
    }
}

#[test]
fn a_refusal_fails_it_without_a_try() {
    let mut entry = scheduled(false);
    let refused = Sending::Refused("the secret `KEY` is not set".to_owned());
    entry.report(&refused, 5_012);
    assert_eq!((entry.state, entry.tries.len()), (State::Failed, 0));
    assert!(entry.reason.is_some_and(|reason| reason.contains("KEY")));
}

#[test]
fn a_late_report_is_noted_and_changes_nothing() {
    let mut entry = scheduled(false);
    entry.report(&tried(200), 5_012);
    entry.report(&tried(500), 5_012);
    assert_eq!((entry.state, entry.tries.len()), (State::Sent, 2));
}

#[test]
fn a_webhook_that_ends_its_senders_is_given_up() {
    let mut entry = scheduled(false);
    let mut begun = 0;
    while let Some(wake) = entry.wake_ms {
        begun += u32::from(entry.begin(wake));
        assert!(begun <= VANISHED_MAX, "it goes on for ever");
    }
    assert_eq!((entry.state, begun), (State::Failed, VANISHED_MAX));
}

#[test]
fn a_finished_body_is_cut_between_characters() {
    let mut long = delivery(Verdict::Scheduled);
    long.body = Some("é".repeat(HISTORY_BODY));
    let mut entry = Entry::new(long, false);
    assert_eq!(
        entry.delivery.body.as_ref().map(String::len),
        Some(2 * HISTORY_BODY)
    );
    entry.report(&tried(200), 5_012);
    assert_eq!(
        entry.delivery.body.map(|body| body.len()),
        Some(HISTORY_BODY)
    );
}

#[test]
fn one_that_is_left_out_is_skipped_and_not_tried_again() {
    let mut entry = scheduled(false);
    assert!(entry.begin(5_000));
    let after = entry.report(&Sending::LeftOut("too many".to_owned()), 5_001);
    assert_eq!(after, After::Skip("too many".to_owned()));
    assert_eq!((entry.state, entry.wake_ms), (State::Skipped, None));
    assert_eq!(entry.reason.as_deref(), Some("too many"));
    assert!(entry.tries.is_empty() && !entry.begin(90_000));
}
