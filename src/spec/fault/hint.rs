//! What to write instead.

use super::super::keys::is_not_yet;
use super::SpecFault;
use crate::gather::Gather as _;
use crate::nearest::nearest;
use crate::parameter_type::ParameterType;
use crate::retry::Failure;

/// How a fault is mended, where that can be said.
pub fn of(fault: &SpecFault) -> Option<String> {
    let hint = match fault {
        SpecFault::UnknownKey {
            suggestion: Some(name),
            ..
        } => return Some(did_you_mean(name)),
        SpecFault::UnknownKey { homes, known, .. } if homes.is_empty() => {
            return Some(known_keys(known));
        }
        SpecFault::UnknownKey { key, homes, .. } => return Some(known_under(key, homes)),
        SpecFault::NoMap { known, .. } => return Some(known_keys(known)),
        SpecFault::MissingKey(key) => {
            return Some(format!("for instance `{}: {}`", key.name, key.example));
        }
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
        SpecFault::UnfitKey { key: "header", .. } => "the scheme names its header fields itself",
        SpecFault::UnfitKey { key: "key-id", .. } => "a secret has no id: leave it out",
        SpecFault::UnfitForVerify { key, scheme } => unfit_for_verify(key, scheme)?,
        SpecFault::KeyIds { .. } => "give each key an id of its own, or leave `key-id` out",
        SpecFault::NoPace => {
            "`attempts: 3` for three tries in all, or `schedule: [5s, 5m]` with the waits between them"
        }
        SpecFault::WrongAttempts(_) => "the first try counts too",
        SpecFault::NoKind => "one of `endpoint`, `webhook`, `settings`",
        SpecFault::BareEndpoint => "write `- endpoint:` and indent these keys below it",
        SpecFault::Outdented { kind } => {
            return Some(format!(
                "indent the keys of `{kind}` below it, by two spaces more"
            ));
        }
        SpecFault::NoItems { .. } => "begin each item with a dash: `- endpoint:`",
        SpecFault::WrongHost(host) => host_hint(host),
        SpecFault::WrongAllowedHost(_) => {
            "write the name alone, as `api.example.com`, or `*.example.com` for all below it; beyond ASCII as `xn--…`"
        }
        SpecFault::LiteralSegment { meant } => {
            return Some(format!("for any text write `{meant}` as a whole segment"));
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
        SpecFault::AnyMethod => "name the one that is meant; without `method` it is `POST`",
        SpecFault::NoMethods { default } => {
            return Some(format!("without `method` it is `{default}`"));
        }
        SpecFault::SecretUnused => "a header field can carry it: `headers: {X-Secret: $env:NAME}`",
        SpecFault::EmbedUnused => "add `payload: object`, or leave `embed` out",
        SpecFault::WrongMethod(_) | SpecFault::WrongHeaderName(_) => {
            "letters, digits and `!#$%&'*+-.^_`|~` are allowed"
        }
        _ => return None,
    };
    Some(hint.to_owned())
}

/// The keys whose maps have a key of this name.
fn known_under(key: &str, homes: &[&str]) -> String {
    format!("`{key}` is a key of `{}`", homes.join("`, `"))
}

/// The keys that may stand there: not those that would be refused.
fn known_keys(known: &[&'static str]) -> String {
    let keys = known.iter().copied();
    let keys = keys.filter(|key| !is_not_yet(key)).gather();
    let are = if keys.len() == 1 {
        "key is"
    } else {
        "keys are"
    };
    format!("its {are} `{}`", keys.join("`, `"))
}

fn host_hint(host: &str) -> &'static str {
    if !host.is_ascii() {
        return "write it as requests have it, in Punycode: `xn--…`";
    }
    if host.contains(['*', '{']) {
        return "an endpoint has one host; without `host` it answers for all, and its `if` can ask for `host`";
    }
    "write the name alone, without scheme and path; an IPv6 address in brackets: `[::1]`"
}

fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}

fn types_hint(name: &str) -> String {
    values_hint(name, &ParameterType::NAMES)
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
