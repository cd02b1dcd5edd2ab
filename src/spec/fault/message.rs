//! The sentence that says what is wrong.

use super::SpecFault;
use crate::retry::TRIES;

/// What a fault is, in one sentence.
pub fn of(fault: &SpecFault) -> String {
    match fault {
        SpecFault::UnknownKey { key, owner, .. } => format!("`{key}` is not a key of {owner}"),
        SpecFault::WrongType {
            what,
            expected,
            found,
        } => format!("{what} must be {expected}, not {found}"),
        SpecFault::NoMap { owner, found, .. } => {
            format!("{owner} must be a map of keys, not {found}")
        }
        SpecFault::MissingKey(key) => format!("the key `{}` is missing", key.name),
        SpecFault::TwoKeys { first, second } => {
            format!("`{first}` and `{second}` cannot stand side by side")
        }
        SpecFault::NoKind => "an item needs one key that says what it is".to_owned(),
        SpecFault::BareEndpoint => "the key `endpoint` is missing above these keys".to_owned(),
        SpecFault::Outdented { kind } => {
            format!("this key stands beside `{kind}`, which has nothing below it")
        }
        SpecFault::NoItems { found } => {
            format!("a mocks file must be a list of items, not {found}")
        }
        SpecFault::NotYet { what } => format!("{what} is not supported yet"),
        SpecFault::RelativePath(path) => format!("the path `{path}` does not begin with `/`"),
        SpecFault::LiteralSegment { .. } => {
            "this segment takes no other text than itself".to_owned()
        }
        SpecFault::ReservedPath => {
            "paths under `/__wasmock/` belong to the engine itself".to_owned()
        }
        SpecFault::WrongHost(host) | SpecFault::WrongAllowedHost(host) => {
            format!("`{host}` is not the name of a host")
        }
        SpecFault::WrongMethod(method) => format!("`{method}` is not an HTTP method"),
        SpecFault::AnyMethod => "a webhook is sent by one method, not by `ANY`".to_owned(),
        SpecFault::NoMethods { .. } => "this list names no method".to_owned(),
        SpecFault::WrongHeaderName(name) => format!("`{name}` is not the name of a header"),
        SpecFault::WrongStatus(status) => {
            format!("`{status}` is not a status from 200 to 599")
        }
        SpecFault::WrongTime { key, fault } => format!("`{key}` {}", fault.words()),
        SpecFault::RangeOfTime { key } => format!("`{key}` takes no range of times"),
        SpecFault::UnknownType(name) => format!("`{name}` is not a type of parameters"),
        SpecFault::UnknownValue { key, value, .. } => {
            format!("`{value}` is not a value of `{key}`")
        }
        SpecFault::NoPace => "`retry` needs `attempts` or `schedule`".to_owned(),
        SpecFault::WrongAttempts(text) => {
            let (fewest, most) = (TRIES.start(), TRIES.end());
            format!("`{text}` is not a number of tries from {fewest} to {most}")
        }
        SpecFault::WrongCount { key, count, counts } => {
            let (fewest, most) = counts;
            format!("`{key}` must have {fewest} to {most} entries, not {count}")
        }
        SpecFault::KeyIds { ids, keys, key } => {
            format!("there are {ids} in `key-id`, and {keys} in `{key}`")
        }
        SpecFault::UnfitKey { key, scheme } | SpecFault::UnfitForVerify { key, scheme } => {
            format!("`{key}` means nothing beside `scheme: {scheme}`")
        }
        SpecFault::WrongFailure(text) => {
            format!("`{text}` is not a failure after which a webhook can be tried again")
        }
        SpecFault::RequiredWithDefault => {
            "a parameter with a `default` is never missing, so `required` has no effect".to_owned()
        }
        SpecFault::ConditionIsNoText { found } => {
            format!("YAML reads this condition as {found}, not as a text")
        }
        SpecFault::ConditionCut { remained } => {
            format!("YAML begins a comment at ` #`; the condition is only `{remained}`")
        }
        SpecFault::EmptyCondition => "an empty condition always holds".to_owned(),
        SpecFault::SecretUnused => {
            "`secret` stands in the payload `event` only, which this webhook does not send"
                .to_owned()
        }
        SpecFault::EmbedUnused => {
            "`embed` changes the payload `object` only, which this webhook does not send".to_owned()
        }
    }
}
