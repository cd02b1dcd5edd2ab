//! One try to send a webhook, and what follows it.

use crate::retry::Failure;

/// One try, as the history shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When it began, in milliseconds since the Unix epoch.
    pub at_ms: u64,
    /// The target's status, where it answered.
    pub status: Option<u16>,
    /// Why there is no answer.
    pub error: Option<String>,
    /// The kind of failure, where the target's status does not say it and it is no
    /// [`Failure::Network`].
    pub failure: Option<Failure>,
    /// How long it took, in milliseconds.
    pub ms: u64,
}

/// What came of sending a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// The target was called.
    Tried {
        /// The call.
        attempt: Attempt,
        /// The field `Retry-After` of the answer.
        retry_after: Option<String>,
    },
    /// Nothing went out, for this reason, and nothing may: a secret is not set.
    Refused(String),
    /// Nothing went out, for this reason, though it might have: the target gets too much.
    LeftOut(String),
}

/// What follows a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// The webhook was delivered.
    Done {
        /// What the target answered.
        status: u16,
        /// How long that took, in milliseconds.
        ms: u64,
    },
    /// It was not, for this reason, and is tried again.
    Again {
        /// When, in milliseconds since the Unix epoch.
        at_ms: u64,
        /// Why it was not delivered.
        reason: String,
    },
    /// It was not, for this reason, and is not tried again.
    GiveUp(String),
    /// It was left out, for this reason.
    Skip(String),
}

impl Attempt {
    /// The status of a success, or how it failed. A 2xx is a success; everything else, a redirect
    /// too, is a failure.
    ///
    /// # Errors
    /// The failure.
    pub fn outcome(&self) -> Result<u16, Failure> {
        match self.status {
            Some(status @ 200..=299) => Ok(status),
            Some(status) => Err(Failure::Status(status)),
            None => Err(self.failure.unwrap_or(Failure::Network)),
        }
    }

    /// Why it failed, in words.
    pub fn reason(&self) -> String {
        match (self.status, &self.error) {
            (Some(status), _) => format!("the target answered {status}"),
            (None, Some(error)) => error.clone(),
            (None, None) => "the target did not answer".to_owned(),
        }
    }
}
