//! What is stored is read as it was, by later versions too.

use super::super::entry::tests::{delivery, tried};
use super::super::{
    BasicAuth, BodySecret, Chain, Field, FieldValue, ObjectAnswer, ObjectFacts, ObjectQuestion,
    Predecessor, Sign, SignKey,
};
use super::*;
use crate::retry::{Pace, Retry};
use crate::signature::{KeyType, Scheme};

fn retry(pace: Pace) -> Retry {
    let on = vec![Failure::Timeout, Failure::Class(5), Failure::Status(429)];
    Retry { pace, on }
}

fn sign() -> Sign {
    Sign {
        scheme: Scheme::RsaSha256,
        key_type: KeyType::PrivateKey,
        header: "X-Signature".to_owned(),
        keys: vec![
            SignKey {
                value: FieldValue::Secret("RSA_KEY".to_owned()),
                id: Some("key-1".to_owned()),
            },
            SignKey {
                value: FieldValue::Secret("OLD_KEY".to_owned()),
                id: None,
            },
        ],
    }
}

fn reread(entry: &Entry) -> Option<Entry> {
    Entry::from_json(&Value::parse(&entry.to_json().to_text()).unwrap())
}

#[test]
fn what_is_stored_is_read_as_it_was() {
    let mut full = delivery(Verdict::Scheduled);
    full.headers = vec![
        Field::text("x-a", "\"\u{0}é"),
        Field {
            name: "x-key".to_owned(),
            value: FieldValue::Secret("KEY".to_owned()),
        },
    ];
    full.basic_auth = Some(BasicAuth {
        username: FieldValue::Text("ana".to_owned()),
        password: FieldValue::Secret("PASSWORD".to_owned()),
    });
    full.body_secret = Some(BodySecret {
        name: "KEY".to_owned(),
        at: 3,
    });
    full.retry = Some(retry(Pace::Schedule(vec![0, 300_000])));
    full.sign = Some(sign());
    full.allowed_hosts = Some(vec!["a.example".to_owned()]);
    full.followers = vec!["0194".to_owned(), "0195".to_owned()];
    full.object = Some(ObjectFacts::Told(ObjectAnswer {
        created: true,
        sequence: (1 << 63) - 1,
    }));
    let mut bare = delivery(Verdict::Skipped("no".to_owned()));
    bare.body = None;
    bare.allowed_hosts = Some(Vec::new());
    bare.chain = Some(Chain {
        depth: 3,
        budget: 40,
    });
    bare.object = Some(ObjectFacts::Asked(ObjectQuestion {
        ready: None,
        seen: Some("0a1b".to_owned()),
        key: "7".to_owned(),
        at: Some(18),
    }));
    let mut waiting = delivery(Verdict::Scheduled);
    waiting.after = Some(Predecessor {
        id: "0192".to_owned(),
        name: "first".to_owned(),
        delay_ms: 4_000,
    });
    bare.retry = Some(retry(Pace::Attempts(3)));
    let mut held = Entry::new(full.clone(), true);
    assert!(held.begin(5_000) && held.begin(90_000));
    let mut again = Entry::new(full.clone(), false);
    assert!(again.begin(5_000));
    again.report(&tried(503), 5_012);
    let mut sent = Entry::new(full, false);
    sent.report(&tried(200), 5_012);
    let mut refused = Entry::new(delivery(Verdict::Scheduled), false);
    refused.report(&Sending::Refused("no".to_owned()), 5_012);
    let failed = Entry::new(delivery(Verdict::Failed("no".to_owned())), false);
    for entry in [
        held,
        again,
        sent,
        refused,
        failed,
        Entry::new(bare, false),
        Entry::new(waiting, false),
    ] {
        assert_eq!(reread(&entry), Some(entry));
    }
}

#[test]
fn a_report_is_read_as_it_was() {
    let timeout = Sending::Tried {
        attempt: Attempt {
            at_ms: 5_000,
            status: None,
            error: Some("no answer".to_owned()),
            failure: Some(Failure::Timeout),
            ms: 15_000,
        },
        retry_after: Some("120".to_owned()),
    };
    let refused = Sending::Refused("no".to_owned());
    let left_out = Sending::LeftOut("no".to_owned());
    for sending in [tried(503), timeout, refused, left_out] {
        let json = sending.to_json();
        assert_eq!(Sending::from_json(&json), Some(sending));
    }
}

#[test]
fn what_a_version_without_retries_has_stored_is_read() {
    let delivery = r#"{"id":"0193","name":"paid","endpoint":{"method":"POST","path":"/orders/:id"},
        "verdict":"scheduled","method":"POST","url":"http://127.0.0.1:9/hook","headers":[],
        "basicAuth":null,"body":"{}","scheduledAtMs":1000,"dueAtMs":5000,"timeoutMs":15000,
        "longestMs":19000}"#;
    let attempt = r#"{"atMs":5000,"status":503,"error":null,"ms":12}"#;
    let entry = format!(
        r#"{{"delivery":{delivery},"state":"failed","reason":"no","tries":[{attempt}],
        "wakeMs":null,"sendingSinceMs":null,"vanished":0}}"#
    );
    let entry = Entry::from_json(&Value::parse(&entry).unwrap()).unwrap();
    assert_eq!(
        entry.delivery,
        super::super::entry::tests::delivery(Verdict::Scheduled)
    );
    let report = Value::parse(&format!(r#"{{"tried":{attempt}}}"#)).unwrap();
    assert_eq!(Sending::from_json(&report), Some(tried(503)));
}

#[test]
fn a_failure_that_only_a_later_version_knows_is_left_out() {
    let json = Value::parse(r#"{"attempts":2,"on":["5xx","weather"]}"#).unwrap();
    let read = super::retry::from_json(&json).unwrap();
    assert_eq!(read.on, [Failure::Class(5)]);
}

#[test]
fn a_webhook_is_never_sent_without_a_signature_that_cannot_be_read() {
    let mut signed = delivery(Verdict::Scheduled);
    signed.sign = Some(sign());
    let json = signed.to_json().to_text();
    let read = |json: &str| Delivery::from_json(&Value::parse(json).unwrap());
    assert_eq!(read(&json.replace("keyType", "half")), Some(signed.clone()));
    assert_eq!(read(&json), Some(signed));
    assert_eq!(read(&json.replace("rsa-sha256", "ed448")), None);
}

#[test]
fn unknown_keys_are_let_be_and_what_is_no_entry_is_none() {
    let Value::Object(mut pairs) = Entry::new(delivery(Verdict::Scheduled), false).to_json() else {
        panic!("an entry is an object");
    };
    pairs.push(("later".to_owned(), Value::Null));
    assert!(Entry::from_json(&Value::Object(pairs)).is_some());
    for json in ["null", "{}", r#"{"tries":[],"delivery":{}}"#] {
        assert_eq!(
            Entry::from_json(&Value::parse(json).unwrap()),
            None,
            "{json}"
        );
    }
}
