//! What can be wrong with a file whose YAML is right.

mod hint;
mod message;

use super::delay::DelayFault;
use super::required::Required;
use crate::diagnostic::Fault;

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
        /// The keys that are known there.
        known: &'static [&'static str],
        /// Whose key it is: `response`.
        homes: Vec<&'static str>,
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
    /// Another value where a map of known keys is wanted.
    NoMap {
        /// What would be the map: `a response`.
        owner: &'static str,
        /// The keys that are known there.
        known: &'static [&'static str],
        /// What stands there.
        found: &'static str,
    },
    /// A key that must be there.
    MissingKey(Required),
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
    /// Keys beside the key of an item that they belong below.
    Outdented {
        /// The key of the item: `endpoint`.
        kind: String,
    },
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
    /// A segment of a path that looks like a parameter or a wildcard and is none.
    LiteralSegment {
        /// How it is written here: `:id`.
        meant: String,
    },
    /// A path of the engine's own.
    ReservedPath,
    /// A host that is none.
    WrongHost(String),
    /// A host that webhooks may go to, and that is none.
    WrongAllowedHost(String),
    /// A method that is no token.
    WrongMethod(String),
    /// `ANY` where one method is sent.
    AnyMethod,
    /// A list of no methods; what is meant where none is given.
    NoMethods {
        /// `GET`.
        default: &'static str,
    },
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
        key: &'static str,
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
            SpecFault::WrongType { .. } | SpecFault::NoMap { .. } => "wrong-type",
            SpecFault::MissingKey(_) => "missing-key",
            SpecFault::TwoKeys { .. } => "two-keys",
            SpecFault::NoKind | SpecFault::BareEndpoint | SpecFault::NoPace => "missing-key",
            SpecFault::Outdented { .. } => "unknown-key",
            SpecFault::NoItems { .. } => "wrong-type",
            SpecFault::NotYet { .. } => "not-yet",
            SpecFault::RelativePath(_) => "wrong-path",
            SpecFault::LiteralSegment { .. } => "literal-segment",
            SpecFault::ReservedPath => "reserved-path",
            SpecFault::WrongHost(_) | SpecFault::WrongAllowedHost(_) => "wrong-host",
            SpecFault::WrongMethod(_) | SpecFault::AnyMethod => "wrong-method",
            SpecFault::NoMethods { .. } => "wrong-count",
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
        message::of(self)
    }

    fn hint(&self) -> Option<String> {
        hint::of(self)
    }
}
