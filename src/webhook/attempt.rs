//! One try to send a webhook, and what follows it.

/// One try, as the history shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When it began, in milliseconds since the Unix epoch.
    pub at_ms: u64,
    /// The target's status, where it answered.
    pub status: Option<u16>,
    /// Why there is no answer.
    pub error: Option<String>,
    /// How long it took, in milliseconds.
    pub ms: u64,
}

/// What follows a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// The webhook was delivered.
    Done,
    /// It was not, for this reason, and is not tried again.
    GiveUp(String),
}

impl Attempt {
    /// What follows: a 2xx is a success; everything else, a redirect too, is a failure.
    pub fn after(&self) -> After {
        match (self.status, &self.error) {
            (Some(200..=299), _) => After::Done,
            (Some(status), _) => After::GiveUp(format!("the target answered {status}")),
            (None, Some(error)) => After::GiveUp(error.clone()),
            (None, None) => After::GiveUp("the target did not answer".to_owned()),
        }
    }
}
