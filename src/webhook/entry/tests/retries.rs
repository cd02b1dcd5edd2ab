//! What follows a try that failed.

use proptest::prelude::*;

use super::*;
use crate::retry::{Pace, Retry};

/// The webhook of the other tests, tried again by a schedule of these waits.
fn scheduled(waits: &[u64]) -> Entry {
    let mut delivery = delivery(Verdict::Scheduled);
    delivery.retry = Some(Retry {
        pace: Pace::Schedule(waits.to_vec()),
        on: Failure::DEFAULT.to_vec(),
    });
    Entry::new(delivery, true)
}

/// A try that began at this instant.
fn tried_at(at_ms: u64, status: u16, field: Option<&str>) -> Sending {
    let Sending::Tried { mut attempt, .. } = tried(status) else {
        panic!("it was tried");
    };
    attempt.at_ms = at_ms;
    Sending::Tried {
        attempt,
        retry_after: field.map(str::to_owned),
    }
}

fn silent(failure: Option<Failure>) -> Sending {
    Sending::Tried {
        attempt: Attempt {
            at_ms: 5_000,
            status: None,
            error: Some("no".to_owned()),
            failure,
            ms: 12,
        },
        retry_after: None,
    }
}

#[test]
fn each_wait_of_a_schedule_is_counted_from_the_failure_before() {
    let mut entry = scheduled(&[5_000, 300_000]);
    assert!(entry.begin(5_000));
    let after = entry.report(&tried_at(5_000, 503, None), 6_000);
    let reason = "the target answered 503".to_owned();
    let at_ms = 11_000;
    assert_eq!(after, After::Again { at_ms, reason });
    assert_eq!(
        (entry.state, entry.wake_ms),
        (State::Scheduled, Some(11_000))
    );
    assert_eq!(entry.delivery.due_at_ms, 11_000, "when its next try is due");
    assert_eq!(entry.reason.as_deref(), Some("the target answered 503"));
    assert!(entry.begin(11_000));
    entry.report(&tried_at(11_000, 503, None), 12_000);
    assert_eq!(entry.wake_ms, Some(312_000));
    assert!(entry.begin(312_000));
    entry.report(&tried_at(312_000, 200, None), 312_100);
    assert_eq!((entry.state, entry.wake_ms), (State::Sent, None));
    assert_eq!((entry.tries.len(), entry.reason), (3, None));
}

#[test]
fn after_the_last_try_it_has_failed() {
    let mut entry = scheduled(&[1_000]);
    assert!(entry.begin(5_000));
    entry.report(&tried_at(5_000, 500, None), 5_000);
    assert!(entry.begin(6_000));
    let after = entry.report(&tried_at(6_000, 502, None), 6_000);
    let reason = "the target answered 502".to_owned();
    assert_eq!(after, After::GiveUp(reason.clone()));
    assert_eq!((entry.state, entry.reason), (State::Failed, Some(reason)));
    assert_eq!((entry.wake_ms, entry.tries.len()), (None, 2));
}

#[test]
fn only_failures_that_may_pass_are_tried_again() {
    let redirect = silent(Some(Failure::Class(3)));
    let table = [
        (tried(429), true),
        (tried(500), true),
        (silent(None), true),
        (silent(Some(Failure::Timeout)), true),
        (tried(302), false),
        (redirect, false),
        (tried(404), false),
        (tried(410), false),
        (Sending::Refused("no".to_owned()), false),
    ];
    for (sending, again) in table {
        let mut entry = scheduled(&[1_000]);
        assert!(entry.begin(5_000));
        let after = entry.report(&sending, 5_000);
        assert_eq!(matches!(after, After::Again { .. }), again, "{sending:?}");
        assert_eq!(entry.wake_ms.is_some(), again, "{sending:?}");
    }
}

#[test]
fn the_next_try_is_not_before_the_target_wants_it() {
    let table = [
        ("1", 10_000),
        ("5", 10_000),
        ("60", 65_000),
        ("Thu, 01 Jan 1970 00:01:00 GMT", 60_000),
        ("Thu, 01 Jan 1970 00:00:01 GMT", 10_000),
        ("86400", 86_405_000),
        ("999999999999", 86_405_000),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_405_000),
        ("soon", 10_000),
    ];
    for (field, wake_ms) in table {
        let mut entry = scheduled(&[5_000]);
        assert!(entry.begin(5_000));
        entry.report(&tried_at(5_000, 429, Some(field)), 5_000);
        assert_eq!(entry.wake_ms, Some(wake_ms), "{field}");
    }
}

#[test]
fn a_sender_that_comes_late_for_the_first_try_does_not_begin_the_second() {
    let mut entry = scheduled(&[5_000]);
    assert!(entry.begin(5_500), "the alarm was faster");
    entry.report(&tried_at(5_500, 503, None), 5_500);
    assert!(!entry.begin(5_600), "the sender that had promised to come");
    assert_eq!(entry.wake_ms, Some(10_500));
    assert!(entry.begin(10_500));
}

#[test]
fn a_sender_that_vanished_takes_no_try_from_the_target() {
    let mut entry = scheduled(&[1_000]);
    assert!(entry.begin(5_000));
    assert!(entry.begin(22_000), "the first has vanished");
    entry.report(&tried_at(22_000, 503, None), 22_000);
    assert_eq!(entry.wake_ms, Some(23_000), "it was the target's first");
    assert_eq!(entry.tries.len(), 2);
}

#[test]
fn a_report_that_is_repeated_counts_once() {
    let mut entry = scheduled(&[1_000]);
    assert!(entry.begin(5_000));
    entry.report(&tried_at(5_000, 503, None), 5_000);
    entry.report(&tried_at(5_000, 503, None), 5_400);
    assert_eq!((entry.tries.len(), entry.wake_ms), (1, Some(6_000)));
}

#[test]
fn a_success_that_is_reported_late_ends_the_tries() {
    let mut entry = scheduled(&[1_000]);
    assert!(entry.begin(5_000));
    assert!(entry.begin(22_000), "the first seems to have vanished");
    entry.report(&tried_at(22_000, 503, None), 22_000);
    entry.report(&tried_at(5_000, 200, None), 22_100);
    assert_eq!((entry.state, entry.wake_ms), (State::Sent, None));
}

/// What may happen to an entry when it is looked at.
#[derive(Clone, Debug)]
enum Event {
    Reported(Sending),
    Repeated(Sending),
    Late(Sending),
    Vanished,
}

fn sending() -> impl Strategy<Value = Sending> {
    let field = prop_oneof![
        Just(None),
        Just(Some("0")),
        Just(Some("99999999999999999999")),
        Just(Some("Sun, 06 Nov 2094 08:49:37 GMT")),
    ];
    prop_oneof![
        (0..=999_u16, field).prop_map(|(status, field)| tried_at(5_000, status, field)),
        Just(silent(None)),
        Just(silent(Some(Failure::Timeout))),
        Just(Sending::Refused("no".to_owned())),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => sending().prop_map(Event::Reported),
        1 => sending().prop_map(Event::Repeated),
        1 => sending().prop_map(Event::Late),
        1 => Just(Event::Vanished),
    ]
}

fn retry() -> impl Strategy<Value = Retry> {
    let waits = prop::collection::vec(0..=u64::MAX, 1..=19);
    let pace = prop_oneof![
        (2..=20_usize).prop_map(Pace::Attempts),
        waits.prop_map(Pace::Schedule),
    ];
    let all = [300_u16, 400, 500].map(|status| Failure::Class(status / 100));
    pace.prop_map(move |pace| Retry {
        pace,
        on: [&Failure::DEFAULT[..], &all[..]].concat(),
    })
}

proptest! {
    #[test]
    fn it_ends_after_finitely_many_tries_whatever_is_reported(
        retry in retry(),
        events in prop::collection::vec(event(), 1..20),
    ) {
        let mut delivery = delivery(Verdict::Scheduled);
        delivery.retry = Some(retry);
        let mut entry = Entry::new(delivery, true);
        let mut begun = 0;
        let mut events = events.iter().cycle();
        while let Some(wake_ms) = entry.wake_ms {
            if !entry.begin(wake_ms) {
                prop_assert!(entry.wake_ms != Some(wake_ms), "it is looked at for ever");
                continue;
            }
            begun += 1;
            prop_assert!(begun <= 20 + VANISHED_MAX, "it is sent for ever");
            match events.next() {
                Some(Event::Reported(sending)) => drop(entry.report(sending, wake_ms)),
                Some(Event::Repeated(sending)) => {
                    entry.report(sending, wake_ms);
                    entry.report(sending, wake_ms);
                }
                Some(Event::Late(sending)) => {
                    entry.report(&silent(None), wake_ms);
                    entry.report(sending, wake_ms);
                }
                Some(Event::Vanished) | None => {}
            }
        }
        prop_assert!(entry.state != State::Scheduled);
        prop_assert!(!entry.begin(u64::MAX));
    }
}
