//! When a webhook that was not delivered is sent again: what `retry` of a mocks file says.

use std::ops::RangeInclusive;

use crate::digest;
use crate::number::whole;
use crate::random::Generator;

/// How many tries there may be in all.
pub const TRIES: RangeInclusive<usize> = 2..=20;

/// The first wait where no schedule says it, in milliseconds; each is twice the one before it.
const FIRST_MS: u64 = 5_000;

/// The longest of those waits, in milliseconds.
const LONGEST_MS: u64 = 3_600_000;

/// What follows the tries that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    /// How many tries there are, and the waits between them.
    pub pace: Pace,
    /// The failures after which it is tried again.
    pub on: Vec<Failure>,
}

/// How many tries there are, and the waits between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pace {
    /// So many tries in all. The waits double, and each lasts from half of itself to the whole, so
    /// that what failed together is not tried again together.
    Attempts(usize),
    /// The waits before the second try, the third and so on, in milliseconds.
    Schedule(Vec<u64>),
}

/// A kind of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// `network`: the target was not reached, or the connection broke.
    Network,
    /// `timeout`: the target did not answer in time.
    Timeout,
    /// `3xx`, `4xx`, `5xx`: the target answered with a status that begins so.
    Class(u16),
    /// The target answered with this status.
    Status(u16),
}

impl Failure {
    /// The names that are no number.
    pub const NAMES: [&'static str; 5] = ["network", "timeout", "3xx", "4xx", "5xx"];

    /// Those after which it is tried again where a mocks file does not say.
    pub const DEFAULT: [Failure; 4] = [
        Failure::Network,
        Failure::Timeout,
        Failure::Class(5),
        Failure::Status(429),
    ];

    /// Reads a name or a status. 410 is none: after it nothing is tried again.
    pub fn parse(text: &str) -> Option<Failure> {
        Some(match text {
            "network" => Failure::Network,
            "timeout" => Failure::Timeout,
            "3xx" => Failure::Class(3),
            "4xx" => Failure::Class(4),
            "5xx" => Failure::Class(5),
            _ => Failure::Status(status(text)?),
        })
    }

    /// What `parse` reads.
    pub fn name(self) -> String {
        match self {
            Failure::Network => "network".to_owned(),
            Failure::Timeout => "timeout".to_owned(),
            Failure::Class(first) => format!("{first}xx"),
            Failure::Status(status) => status.to_string(),
        }
    }

    fn covers(self, other: Failure) -> bool {
        match (self, other) {
            (Failure::Class(first), Failure::Status(status)) => status / 100 == first,
            _ => self == other,
        }
    }

    /// Whether the target says that it is gone for good (RFC 9110, section 15.5.11).
    fn is_gone(self) -> bool {
        self == Failure::Status(410)
    }
}

fn status(text: &str) -> Option<u16> {
    let status = whole(text).filter(|_| text.len() == 3)?;
    let status = u16::try_from(status).ok()?;
    ((300..=599).contains(&status) && status != 410).then_some(status)
}

impl Retry {
    /// How many tries there are in all, at most.
    pub fn tries(&self) -> usize {
        match &self.pace {
            Pace::Attempts(tries) => *tries,
            Pace::Schedule(waits) => waits.len().saturating_add(1),
        }
    }

    /// How long to wait before the next try when the last of so many `failed` ones ended with this
    /// failure; `None` if it was the last. The same for the same webhook, whoever asks.
    pub fn wait_ms(&self, failure: Failure, failed: usize, id: &str) -> Option<u64> {
        if failure.is_gone() || !self.on.iter().any(|on| on.covers(failure)) {
            return None;
        }
        match &self.pace {
            Pace::Schedule(waits) => waits.get(failed.saturating_sub(1)).copied(),
            Pace::Attempts(tries) if failed < *tries => Some(backoff_ms(failed, id)),
            Pace::Attempts(_) => None,
        }
    }
}

/// The wait after so many failed tries, by chance that follows from the webhook and the try.
fn backoff_ms(failed: usize, id: &str) -> u64 {
    let doublings = u32::try_from(failed.saturating_sub(1)).unwrap_or(u32::MAX);
    let factor = 2_u64.saturating_pow(doublings);
    let whole = FIRST_MS.saturating_mul(factor).min(LONGEST_MS);
    let signed = |ms| i64::try_from(ms).unwrap_or(i64::MAX);
    let chance = digest::seed(&format!("{id} {failed}"));
    let drawn = Generator::new(chance).between(signed(whole / 2), signed(whole));
    drawn.unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "4ede732b-d1d1-46ba-9910-f4b48414d1ca";

    fn retry(pace: Pace) -> Retry {
        Retry {
            pace,
            on: Failure::DEFAULT.to_vec(),
        }
    }

    #[test]
    fn a_failure_is_read_as_it_is_named() {
        for name in ["network", "timeout", "3xx", "4xx", "5xx", "300", "599"] {
            assert_eq!(
                Failure::parse(name).map(Failure::name).as_deref(),
                Some(name)
            );
        }
        for text in [
            "", "2xx", "6xx", "200", "299", "410", "600", "+503", "0503", "5XX",
        ] {
            assert_eq!(Failure::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_failure_is_tried_again_if_it_is_among_those() {
        let table = [
            ("network", true),
            ("timeout", true),
            ("500", true),
            ("503", true),
            ("599", true),
            ("429", true),
            ("302", false),
            ("404", false),
            ("3xx", false),
        ];
        let again = |on: &[Failure], failure| {
            let pace = Pace::Schedule(vec![1]);
            let on = on.to_vec();
            Retry { pace, on }.wait_ms(failure, 1, ID).is_some()
        };
        for (name, expected) in table {
            let failure = Failure::parse(name).unwrap();
            assert_eq!(again(&Failure::DEFAULT, failure), expected, "{name}");
        }
        assert!(again(&[Failure::Class(3)], Failure::Class(3)));
        assert!(again(&[Failure::Class(4)], Failure::Status(404)));
        assert!(!again(&[Failure::Class(4)], Failure::Status(410)));
        assert!(!again(&[Failure::Status(503)], Failure::Status(502)));
    }

    #[test]
    fn a_schedule_has_one_wait_for_each_try_after_the_first() {
        let retry = retry(Pace::Schedule(vec![5_000, 300_000]));
        let waits = (1..=4).map(|failed| retry.wait_ms(Failure::Network, failed, ID));
        let expected = [Some(5_000), Some(300_000), None, None];
        assert_eq!(waits.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn without_a_schedule_the_waits_double_up_to_an_hour_each_from_half_to_the_whole() {
        let retry = retry(Pace::Attempts(20));
        let mut whole = FIRST_MS;
        for failed in 1..20 {
            for id in [ID, "other", ""] {
                let wait = retry.wait_ms(Failure::Timeout, failed, id).unwrap();
                assert!((whole / 2..=whole).contains(&wait), "{failed}: {wait}");
                assert_eq!(retry.wait_ms(Failure::Network, failed, id), Some(wait));
            }
            whole = (whole * 2).min(3_600_000);
        }
        assert_eq!(retry.wait_ms(Failure::Network, 20, ID), None);
    }

    #[test]
    fn what_failed_together_is_not_tried_again_together() {
        let retry = retry(Pace::Attempts(2));
        let wait = |id: u32| retry.wait_ms(Failure::Network, 1, &id.to_string());
        let waits: std::collections::BTreeSet<_> = (0..100).map(wait).collect();
        assert!(waits.len() > 90, "{waits:?}");
    }
}
