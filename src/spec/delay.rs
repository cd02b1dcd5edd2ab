//! Times and ranges of times: `60`, `1.5`, `300ms`, `5m`, `60-300`, `100ms-2s`.

use crate::number::whole;

/// The longest time: 30 days.
const LONGEST_MS: u64 = 30 * 86_400_000;

/// A range of times, both ends included; a single time is a range of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delay {
    /// The shortest, in milliseconds.
    pub min_ms: u64,
    /// The longest, in milliseconds.
    pub max_ms: u64,
}

/// Why a text is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DelayFault {
    /// It has not the form of one.
    NotATime,
    /// It is longer than 30 days.
    TooLong,
    /// It ends before it begins.
    Backwards,
}

impl DelayFault {
    /// What is wrong, to stand behind a name.
    pub fn words(self) -> &'static str {
        match self {
            DelayFault::NotATime => "must be a time",
            DelayFault::TooLong => "is longer than 30 days",
            DelayFault::Backwards => "is a range that ends before it begins",
        }
    }

    /// What to write.
    pub fn hint(self) -> &'static str {
        match self {
            DelayFault::NotATime => {
                "a bare number is seconds: `60`, `1.5`, `300ms`, `5m`, `2h`, `1d`, or a range: `60-300`, `100ms-2s`"
            }
            DelayFault::TooLong => "at most `30d`",
            DelayFault::Backwards => "the shorter time comes first",
        }
    }
}

impl Delay {
    /// No time at all.
    pub const ZERO: Delay = Delay::of_ms(0);

    /// Exactly this many milliseconds.
    pub const fn of_ms(ms: u64) -> Self {
        Delay {
            min_ms: ms,
            max_ms: ms,
        }
    }

    /// Reads a time or a range. A number without a unit is seconds; the first of a range takes the
    /// unit of the second if it has none of its own: `100-200ms`. What is less than a millisecond
    /// is left off.
    ///
    /// # Errors
    /// The text is no time, or not one that is allowed.
    pub fn parse(text: &str) -> Result<Delay, DelayFault> {
        let Some((first, last)) = text.split_once('-') else {
            return Ok(Delay::of_ms(time(text, "s")?));
        };
        let (_, unit) = split_unit(last.trim());
        let delay = Delay {
            min_ms: time(first, if unit.is_empty() { "s" } else { unit })?,
            max_ms: time(last, "s")?,
        };
        if delay.min_ms > delay.max_ms {
            return Err(DelayFault::Backwards);
        }
        Ok(delay)
    }
}

/// A number and its unit.
fn split_unit(text: &str) -> (&str, &str) {
    let number = text.trim_end_matches(|found: char| found.is_ascii_alphabetic());
    text.split_at_checked(number.len()).unwrap_or((text, ""))
}

fn unit_ms(unit: &str) -> Option<u64> {
    Some(match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    })
}

/// One time in milliseconds, computed exactly on its decimal digits.
fn time(text: &str, default_unit: &str) -> Result<u64, DelayFault> {
    let (number, unit) = split_unit(text.trim());
    let unit = if unit.is_empty() { default_unit } else { unit };
    let unit = unit_ms(unit).ok_or(DelayFault::NotATime)?;
    let (whole, fraction) = number
        .trim_end()
        .split_once('.')
        .unwrap_or((number.trim_end(), ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return Err(DelayFault::NotATime);
    }
    let total = whole_ms(whole, unit)
        .and_then(|ms| ms.checked_add(fraction_ms(fraction, unit)))
        .filter(|ms| *ms <= LONGEST_MS);
    total.ok_or(DelayFault::TooLong)
}

/// `None` past what 64 bits hold.
fn whole_ms(digits: &str, unit: u64) -> Option<u64> {
    match digits {
        "" => Some(0),
        digits => whole(digits)?.checked_mul(unit),
    }
}

/// The digits behind the point, in whole milliseconds. Nine are enough: the longest unit has
/// fewer milliseconds than that many digits tell apart.
fn fraction_ms(digits: &str, unit: u64) -> u64 {
    let mut scale = 1_u64;
    let mut number = 0_u64;
    for digit in digits.bytes().take(9) {
        scale = scale.saturating_mul(10);
        let value = u64::from(digit.saturating_sub(b'0'));
        number = number.saturating_mul(10).saturating_add(value);
    }
    number.saturating_mul(unit).checked_div(scale).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_exactly() {
        for (text, min_ms, max_ms) in [
            ("60", 60_000, 60_000),
            ("0", 0, 0),
            ("1.4", 1_400, 1_400),
            (".5", 500, 500),
            ("2.", 2_000, 2_000),
            ("1.0019", 1_001, 1_001),
            ("0.1", 100, 100),
            ("1500ms", 1_500, 1_500),
            ("30s", 30_000, 30_000),
            ("5m", 300_000, 300_000),
            ("2h", 7_200_000, 7_200_000),
            ("1d", 86_400_000, 86_400_000),
            ("0.25 h", 900_000, 900_000),
            ("60-300", 60_000, 300_000),
            ("1-1.4", 1_000, 1_400),
            ("100ms-2s", 100, 2_000),
            ("100-200ms", 100, 200),
            ("1 - 5m", 60_000, 300_000),
            ("5-5", 5_000, 5_000),
            ("30d", LONGEST_MS, LONGEST_MS),
            ("29.999999999999999d", LONGEST_MS - 1, LONGEST_MS - 1),
        ] {
            assert_eq!(Delay::parse(text), Ok(Delay { min_ms, max_ms }), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        use DelayFault::{Backwards, NotATime, TooLong};
        for (text, expected) in [
            ("", NotATime),
            (".", NotATime),
            ("-1", NotATime),
            ("1-", NotATime),
            ("1-2-3", NotATime),
            ("1e3", NotATime),
            ("1w", NotATime),
            ("5 min", NotATime),
            ("ms", NotATime),
            ("1.5.2", NotATime),
            ("१", NotATime),
            ("soon", NotATime),
            ("2-1", Backwards),
            ("2s-100ms", Backwards),
            ("31d", TooLong),
            ("30.1d", TooLong),
            ("99999999999999999999999", TooLong),
            ("18446744073709551615", TooLong),
        ] {
            assert_eq!(Delay::parse(text), Err(expected), "{text}");
        }
    }
}
