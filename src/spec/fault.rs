//! What can be wrong with a file whose YAML is right.

use super::delay::DelayFault;
use crate::diagnostic::Fault;
use crate::kind::Kind;
use crate::nearest::nearest;
use crate::retry::{Failure, TRIES};

/// A mistake of shape or spelling, or something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpecFault {
    /// A key that means nothing there.
    UnknownKey {
        /// The key.
        key: String,
        /// Whose key it would be: `an endpoint`.
        owner: &'static str,
        /// The key that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// A value of another shape than its key wants.
    WrongType {
        /// What has the shape: `` `status` ``.
        what: String,
        /// What was expected.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A key that must be there.
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// Two keys that exclude each other.
    TwoKeys {
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
    /// An item that is nothing.
    NoKind,
    /// The keys of an endpoint right in the list of items.
    BareEndpoint,
    /// A document that is no list.
    NoItems {
        /// What it is.
        found: &'static str,
    },
    /// Something of the format that this version does not do.
    NotYet {
        /// What it is: `` `sign` ``.
        what: String,
    },
    /// A path that does not begin with `/`.
    RelativePath(String),
    /// A path of the engine's own.
    ReservedPath,
    /// A host that is none.
    WrongHost(String),
    /// A host that webhooks may go to, and that is none.
    WrongAllowedHost(String),
    /// A method that is no token.
    WrongMethod(String),
    /// A header's name that is no token.
    WrongHeaderName(String),
    /// A status outside 200 to 599.
    WrongStatus(String),
    /// A time that is none.
    WrongTime {
        /// The key.
        key: &'static str,
        /// What is wrong with it.
        fault: DelayFault,
    },
    /// A range where one time is wanted.
    RangeOfTime {
        /// The key.
        key: &'static str,
    },
    /// A type of a parameter that does not exist.
    UnknownType(String),
    /// A value that is not among those of its key.
    UnknownValue {
        /// The key.
        key: &'static str,
        /// The value.
        value: String,
        /// The values that the key knows.
        known: &'static [&'static str],
    },
    /// A `retry` that does not say how often or when.
    NoPace,
    /// A number of tries that is none.
    WrongAttempts(String),
    /// A list that is too short or too long.
    WrongCount {
        /// Its key.
        key: &'static str,
        /// How many it has.
        count: usize,
        /// The fewest and the most that it may have.
        counts: (usize, usize),
    },
    /// A key of `sign` that means nothing beside the scheme.
    UnfitKey {
        /// The key.
        key: &'static str,
        /// The scheme.
        scheme: &'static str,
    },
    /// A key of `verify` that means nothing beside the scheme.
    UnfitForVerify {
        /// The key.
        key: &'static str,
        /// The scheme.
        scheme: &'static str,
    },
    /// Not as many ids as keys.
    KeyIds {
        /// How many ids.
        ids: usize,
        /// How many keys.
        keys: usize,
        /// The key that they stand under.
        half: &'static str,
    },
    /// A failure after which nothing can be tried again.
    WrongFailure(String),
    /// A query parameter that is required and has a default.
    RequiredWithDefault,
    /// A condition that YAML did not read as a text.
    ConditionIsNoText {
        /// What it read.
        found: &'static str,
    },
    /// A condition that YAML cut at a comment.
    ConditionCut {
        /// What remained.
        remained: String,
    },
    /// A condition of no text.
    EmptyCondition,
    /// A secret for a payload that is not sent.
    SecretUnused,
    /// `embed: false` for an envelope that is not sent.
    EmbedUnused,
}

impl Fault for SpecFault {
    fn code(&self) -> &'static str {
        match self {
            SpecFault::UnknownKey { .. } => "unknown-key",
            SpecFault::WrongType { .. } => "wrong-type",
            SpecFault::MissingKey { .. } => "missing-key",
            SpecFault::TwoKeys { .. } => "two-keys",
            SpecFault::NoKind | SpecFault::BareEndpoint | SpecFault::NoPace => "missing-key",
            SpecFault::NoItems { .. } => "wrong-type",
            SpecFault::NotYet { .. } => "not-yet",
            SpecFault::RelativePath(_) => "wrong-path",
            SpecFault::ReservedPath => "reserved-path",
            SpecFault::WrongHost(_) | SpecFault::WrongAllowedHost(_) => "wrong-host",
            SpecFault::WrongMethod(_) => "wrong-method",
            SpecFault::WrongHeaderName(_) => "wrong-header-name",
            SpecFault::WrongStatus(_) => "wrong-status",
            SpecFault::WrongTime { .. } | SpecFault::RangeOfTime { .. } => "wrong-time",
            SpecFault::UnknownType(_) => "unknown-type",
            SpecFault::UnknownValue { .. } | SpecFault::WrongFailure(_) => "unknown-value",
            SpecFault::WrongAttempts(_) => "wrong-attempts",
            SpecFault::WrongCount { .. } => "wrong-count",
            SpecFault::UnfitKey { .. } | SpecFault::UnfitForVerify { .. } => "unfit-key",
            SpecFault::KeyIds { .. } => "wrong-key-ids",
            SpecFault::RequiredWithDefault => "required-with-default",
            SpecFault::ConditionIsNoText { .. } | SpecFault::ConditionCut { .. } => "yaml-trap",
            SpecFault::EmptyCondition => "empty-condition",
            SpecFault::SecretUnused => "secret-unused",
            SpecFault::EmbedUnused => "embed-unused",
        }
    }

    fn message(&self) -> String {
        match self {
            SpecFault::UnknownKey { key, owner, .. } => format!("`{key}` is not a key of {owner}"),
            SpecFault::WrongType {
                what,
                expected,
                found,
            } => format!("{what} must be {expected}, not {found}"),
            SpecFault::MissingKey { key } => format!("the key `{key}` is missing"),
            SpecFault::TwoKeys { first, second } => {
                format!("`{first}` and `{second}` cannot stand side by side")
            }
            SpecFault::NoKind => "an item needs one key that says what it is".to_owned(),
            SpecFault::BareEndpoint => "the key `endpoint` is missing above these keys".to_owned(),
            SpecFault::NoItems { found } => {
                format!("a mocks file must be a list of items, not {found}")
            }
            SpecFault::NotYet { what } => format!("{what} is not supported yet"),
            SpecFault::RelativePath(path) => format!("the path `{path}` does not begin with `/`"),
            SpecFault::ReservedPath => {
                "paths under `/__wasmock/` belong to the engine itself".to_owned()
            }
            SpecFault::WrongHost(host) | SpecFault::WrongAllowedHost(host) => {
                format!("`{host}` is not the name of a host")
            }
            SpecFault::WrongMethod(method) => format!("`{method}` is not an HTTP method"),
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
            SpecFault::KeyIds { ids, keys, half } => {
                format!("there are {ids} in `key-id`, and {keys} in `{half}`")
            }
            SpecFault::UnfitKey { key, scheme } | SpecFault::UnfitForVerify { key, scheme } => {
                format!("`{key}` means nothing beside `scheme: {scheme}`")
            }
            SpecFault::WrongFailure(text) => {
                format!("`{text}` is not a failure after which a webhook can be tried again")
            }
            SpecFault::RequiredWithDefault => {
                "a parameter with a `default` is never missing, so `required` has no effect"
                    .to_owned()
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
                "`embed` changes the payload `object` only, which this webhook does not send"
                    .to_owned()
            }
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            SpecFault::UnknownKey { suggestion, .. } => return suggestion.map(did_you_mean),
            SpecFault::UnknownType(name) => return Some(types_hint(name)),
            SpecFault::UnknownValue { value, known, .. } => {
                return Some(values_hint(value, known));
            }
            SpecFault::WrongFailure(text) => return Some(failures_hint(text)),
            SpecFault::UnfitKey { key: "secret", .. } => {
                "this scheme signs with a `private-key`, whose public key is served"
            }
            SpecFault::UnfitKey {
                key: "private-key", ..
            } => "this scheme signs with a `secret`",
            SpecFault::UnfitKey { key: "header", .. } => {
                "the scheme names its header fields itself"
            }
            SpecFault::UnfitKey { key: "key-id", .. } => "a secret has no id: leave it out",
            SpecFault::UnfitForVerify { key, scheme } => unfit_for_verify(key, scheme)?,
            SpecFault::KeyIds { .. } => "give each key an id of its own, or leave `key-id` out",
            SpecFault::NoPace => {
                "`attempts: 3` for three tries in all, or `schedule: [5s, 5m]` with the waits between them"
            }
            SpecFault::WrongAttempts(_) => "the first try counts too",
            SpecFault::NoKind => {
                "one of `endpoint`, `websocket`, `webhook`, `resource`, `openapi`, `settings`"
            }
            SpecFault::BareEndpoint => "write `- endpoint:` and indent these keys below it",
            SpecFault::NoItems { .. } => "begin each item with a dash: `- endpoint:`",
            SpecFault::WrongHost(_) => "write the name alone, without scheme and path",
            SpecFault::WrongAllowedHost(_) => {
                "write the name alone, as `api.example.com`, or `*.example.com` for all below it; beyond ASCII as `xn--…`"
            }
            SpecFault::RelativePath(path) => return Some(format!("write `/{path}`")),
            SpecFault::WrongTime { fault, .. } => fault.hint(),
            SpecFault::ConditionIsNoText { .. } => {
                "YAML reads `[` as the start of a list, `{` of a map and `#` of a comment; put the whole condition in quotes: `if: '…'`"
            }
            SpecFault::ConditionCut { .. } => {
                "put the whole condition in quotes if `#` belongs to it: `if: '…'`"
            }
            SpecFault::EmptyCondition => "leave the key `if` out, or write a condition",
            SpecFault::RequiredWithDefault => "keep one of the two",
            SpecFault::SecretUnused => {
                "a header field can carry it: `headers: {X-Secret: $env:NAME}`"
            }
            SpecFault::EmbedUnused => "add `payload: object`, or leave `embed` out",
            SpecFault::WrongMethod(_) | SpecFault::WrongHeaderName(_) => {
                "letters, digits and `!#$%&'*+-.^_`|~` are allowed"
            }
            _ => return None,
        };
        Some(hint.to_owned())
    }
}

fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}

fn types_hint(name: &str) -> String {
    values_hint(name, &Kind::NAMES)
}

fn values_hint(value: &str, known: &[&str]) -> String {
    match nearest(value, known) {
        Some(name) => did_you_mean(name),
        None => format!("one of `{}`", known.join("`, `")),
    }
}

/// What to write in the place of a key of `verify` that does not fit.
fn unfit_for_verify(key: &str, scheme: &str) -> Option<&'static str> {
    Some(match (key, scheme) {
        ("secret" | "public-key" | "private-key", "basic") => {
            "this scheme wants a `username` and a `password`"
        }
        ("secret", _) => {
            "this scheme verifies with a `public-key`, or with the `private-key` that it belongs to"
        }
        ("public-key" | "private-key", _) => "this scheme verifies with a `secret`",
        ("key-id", "standard-webhooks") => {
            "no field of this scheme names a key, so each key is tried: leave it out"
        }
        ("key-id", _) => "a secret has no id: leave it out",
        ("header", "standard-webhooks") => "the scheme names its header fields itself",
        ("header", _) => "this scheme reads `Authorization`; `scheme: header` reads any field",
        ("username" | "password", _) => "`scheme: basic` has these",
        ("tolerance", _) => {
            "only `standard-webhooks` signs a time; `unique` refuses what comes again"
        }
        _ => return None,
    })
}

fn failures_hint(text: &str) -> String {
    let mut names = Failure::NAMES.into_iter();
    let same = names.find(|name| name.eq_ignore_ascii_case(text));
    match same.or_else(|| nearest(text, &["network", "timeout"])) {
        Some(name) => did_you_mean(name),
        None => format!(
            "one of `{}`, or a status from 300 to 599 except 410, after which nothing is tried again",
            Failure::NAMES.join("`, `")
        ),
    }
}

/// Other names under which keys are known elsewhere.
const ALIASES: [(&str, &str); 10] = [
    ("condition", "if"),
    ("when", "if"),
    ("uri", "path"),
    ("route", "path"),
    ("status-code", "status"),
    ("code", "status"),
    ("query-params", "query"),
    ("target", "url"),
    ("delay", "latency"),
    ("delay", "sleep-time"),
];

/// The known key that was probably meant by `key`: the same in kebab-case, under another name, or
/// nearly so.
pub fn suggestion(key: &str, known: &[&'static str]) -> Option<&'static str> {
    let kebab = kebab_case(key);
    let find = |name: &str| known.iter().copied().find(|known| *known == name);
    let mut aliases = ALIASES.iter().filter(|(alias, _)| *alias == kebab);
    find(&kebab)
        .or_else(|| aliases.find_map(|(_, name)| find(name)))
        .or_else(|| nearest(&kebab, known).and_then(find))
        .or_else(|| nearest(key, known).and_then(find))
}

/// `sleepTime`, `sleep_time` and `SLEEP_TIME` as `sleep-time`.
fn kebab_case(key: &str) -> String {
    let mut kebab = String::with_capacity(key.len());
    let mut after_lower = false;
    for found in key.chars() {
        if found.is_ascii_uppercase() && after_lower {
            kebab.push('-');
        }
        after_lower = found.is_ascii_lowercase();
        kebab.push(if found == '_' {
            '-'
        } else {
            found.to_ascii_lowercase()
        });
    }
    kebab
}
