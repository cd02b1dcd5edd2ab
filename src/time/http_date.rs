//! The dates of HTTP's header fields (RFC 9110, section 5.6.7).

use super::calendar::{Civil, SECONDS_OF_DAY, days_of};
use super::{MONTHS, signed};
use crate::gather::Gather as _;
use crate::number::whole;

/// The instant of an `HTTP-date`, in seconds since the Unix epoch. All three forms are read, and
/// one before 1970 is the epoch. The day of the week, which says nothing new, is not compared.
pub(crate) fn http_date(text: &str, now_ms: u64) -> Option<u64> {
    let parts = text.split([' ', ',', '-']).filter(|part| !part.is_empty());
    let (day, month, year, time) = match *parts.gather() {
        // `Sun, 06 Nov 1994 08:49:37 GMT` and `Sunday, 06-Nov-94 08:49:37 GMT`
        [_, day, month, year, time, "GMT"] => (day, month, year, time),
        // `Sun Nov  6 08:49:37 1994`
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    let year = match (year.len(), number(year)?) {
        (2, digits) => nearest_year(digits, now_ms),
        (_, year) => year,
    };
    let days = days_of(year, month_number(month)?, number(day)?)?;
    let second = days * SECONDS_OF_DAY + second_of_day(time)?;
    Some(u64::try_from(second).unwrap_or(0))
}

/// The year of two digits: the latest that is at most 50 years from now.
fn nearest_year(digits: i64, now_ms: u64) -> i64 {
    let latest = Civil::of(signed(now_ms)).year + 50;
    latest - (latest - digits).rem_euclid(100)
}

fn month_number(name: &str) -> Option<i64> {
    let index = MONTHS
        .iter()
        .position(|month| month.get(..3) == Some(name))?;
    i64::try_from(index).ok().map(|index| index + 1)
}

/// The seconds since midnight of `08:49:37`.
fn second_of_day(time: &str) -> Option<i64> {
    let mut parts = time.split(':').map(number);
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let is_time = parts.next().is_none() && hour < 24 && minute < 60 && second <= 60;
    is_time.then_some(hour * 3_600 + minute * 60 + second)
}

/// A number of at most four digits.
fn number(text: &str) -> Option<i64> {
    let number = whole(text).filter(|_| text.len() <= 4)?;
    i64::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-21.
    const NOW_MS: u64 = 1_795_219_200_000;

    #[test]
    fn all_three_forms_are_read() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(http_date(text, NOW_MS), Some(784_111_777), "{text}");
        }
    }

    #[test]
    fn a_year_of_two_digits_is_at_most_fifty_years_from_now() {
        for (digits, year) in [(26, 2026), (76, 2076), (77, 1977), (0, 2000)] {
            assert_eq!(nearest_year(digits, NOW_MS), year, "{digits}");
        }
    }

    #[test]
    fn what_was_before_the_epoch_is_the_epoch() {
        assert_eq!(http_date("Wed, 31 Dec 1969 23:59:59 GMT", NOW_MS), Some(0));
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in [
            "",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 06 November 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov 1994 08:60:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov 1994 08:49:37:00 GMT",
            "Sun, 06 Nov 19940 08:49:37 GMT",
            "Sun, +6 Nov 1994 08:49:37 GMT",
            "1994-11-06T08:49:37Z",
        ] {
            assert_eq!(http_date(text, NOW_MS), None, "{text}");
        }
    }
}
