//! What a store is asked of an object, on its way there, and what it told.

use super::{text, whole};
use crate::json::Value;
use crate::webhook::{ObjectAnswer, ObjectFacts, ObjectQuestion};

/// `{"asked": {"ready", "seen", "key", "at"}}` or `{"told": {"created", "sequence"}}`.
pub fn to_json(facts: &ObjectFacts) -> Value {
    match facts {
        ObjectFacts::Asked(question) => Value::object([("asked", question_json(question))]),
        ObjectFacts::Told(answer) => Value::object([("told", answer_json(*answer))]),
    }
}

/// Reads it; `None` if it is none.
pub fn from_json(json: &Value) -> Option<ObjectFacts> {
    if let Some(asked) = json.get("asked") {
        return question(asked).map(ObjectFacts::Asked);
    }
    answer(json.get("told")?).map(ObjectFacts::Told)
}

fn question_json(question: &ObjectQuestion) -> Value {
    Value::object([
        ("ready", question.ready.as_deref().into()),
        ("seen", question.seen.as_deref().into()),
        ("key", Value::text(&question.key)),
        ("at", question.at.into()),
    ])
}

fn question(json: &Value) -> Option<ObjectQuestion> {
    Some(ObjectQuestion {
        ready: text(json, "ready"),
        seen: text(json, "seen"),
        key: text(json, "key")?,
        at: whole(json, "at").and_then(|at| usize::try_from(at).ok()),
    })
}

fn answer_json(answer: ObjectAnswer) -> Value {
    Value::object([
        ("created", Value::Bool(answer.created)),
        ("sequence", answer.sequence.into()),
    ])
}

fn answer(json: &Value) -> Option<ObjectAnswer> {
    Some(ObjectAnswer {
        created: *json.get("created")? == Value::Bool(true),
        sequence: whole(json, "sequence")?,
    })
}
