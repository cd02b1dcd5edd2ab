//! What a store is asked of objects, and what follows from its answers.

use super::super::entry::tests::delivery;
use super::*;

const BODY: &str = r#"{"object":{"id":7},"server":null}"#;

/// A webhook that is sent once for an object, with its envelope.
fn asking(ready: Option<&str>, seen: Option<&str>) -> Entry {
    let mut planned = delivery(Verdict::Scheduled);
    planned.body = Some(BODY.to_owned());
    planned.object = Some(ObjectFacts::Asked(ObjectQuestion {
        ready: ready.map(str::to_owned),
        seen: seen.map(str::to_owned),
        key: "7".to_owned(),
        at: Some(18),
    }));
    Entry::new(planned, false)
}

fn body(entry: &Entry) -> &str {
    entry.delivery.body.as_deref().unwrap_or("none")
}

fn marks(ready: &[&str], seen: &[&str]) -> Marks {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Marks {
        ready: texts(ready),
        seen: texts(seen),
    }
}

#[test]
fn both_webhooks_of_one_request_create_and_their_numbers_follow() {
    let mut entries = [asking(None, Some("7")), asking(None, Some("7"))];
    assert_eq!(Marks::of(&entries), marks(&[], &["7"]));
    assert_eq!(
        settle(&mut entries, &marks(&[], &[]), None, 5),
        Some((5 << 20) + 1)
    );
    let expected = [
        r#"{"object":{"id":7},"operation":"create","sequence":5242880,"server":null}"#,
        r#"{"object":{"id":7},"operation":"create","sequence":5242881,"server":null}"#,
    ];
    assert_eq!(entries.each_ref().map(body), expected);
    assert_eq!(Marks::of(&entries), Marks::default(), "it is asked once");
    let settled = entries.clone();
    assert_eq!(
        settle(&mut entries, &marks(&[], &["7"]), Some(9), 5),
        Some(9)
    );
    assert_eq!(entries, settled);
}

#[test]
fn what_was_seen_is_updated_and_what_was_sent_is_skipped() {
    let mut entries = [asking(Some("a"), Some("7")), asking(Some("b"), Some("7"))];
    assert_eq!(Marks::of(&entries), marks(&["a", "b"], &["7"]));
    settle(&mut entries, &marks(&["a"], &["7"]), Some(1 << 60), 5);
    let [skipped, sent] = &entries;
    assert_eq!((skipped.state, skipped.wake_ms), (State::Skipped, None));
    assert_eq!(
        skipped.reason.as_deref(),
        Some("it was sent for `7` before")
    );
    assert_eq!(skipped.ended_ms(), Some(1_000));
    assert_eq!(body(skipped), "none");
    let expected =
        r#"{"object":{"id":7},"operation":"update","sequence":1152921504606846977,"server":null}"#;
    assert_eq!((body(sent), sent.state), (expected, State::Scheduled));
}

#[test]
fn one_that_is_not_sent_marks_the_object_and_not_itself() {
    let mut entries = [asking(Some("a"), Some("7"))];
    entries[0].crowd_out(3);
    assert_eq!(Marks::of(&entries), marks(&[], &["7"]));
    assert_eq!(body(&entries[0]), "none");
    let mut planned = asking(Some("a"), Some("7")).delivery;
    planned.verdict = Verdict::Skipped("its `if` is false".to_owned());
    let mut entries = [Entry::new(planned, false)];
    assert_eq!(Marks::of(&entries), marks(&[], &["7"]));
    assert_eq!(settle(&mut entries, &marks(&["a"], &[]), None, 5), None);
    assert_eq!(entries[0].reason.as_deref(), Some("its `if` is false"));
    assert_eq!(
        (body(&entries[0]), &entries[0].delivery.object),
        ("none", &None)
    );
}

#[test]
fn numbers_grow_by_the_clock_or_by_one_and_stay_whole() {
    let far = u64::MAX;
    for (last, now_ms, expected) in [
        (None, 0, 0),
        (Some(0), 0, 1),
        (Some(1), 3, 3 << 20),
        (Some(3 << 20), 3, (3 << 20) + 1),
        (Some(7 << 20), 3, (7 << 20) + 1),
        (None, far, (1 << 63) - (1 << 20)),
        (Some((1 << 63) - (1 << 20)), far, (1 << 63) - (1 << 20) + 1),
    ] {
        assert_eq!(next(last, now_ms), expected, "{last:?} at {now_ms}");
    }
}

#[test]
fn a_long_key_is_cut_where_it_is_shown() {
    let shown = ObjectQuestion::shown(&"é".repeat(1_000));
    assert_eq!(shown, "é".repeat(100));
    assert_eq!(ObjectQuestion::shown("7"), "7");
}
