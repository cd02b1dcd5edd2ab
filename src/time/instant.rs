//! RFC 3339 text into instants.

use winnow::Parser;
use winnow::ascii::digit1;
use winnow::combinator::{alt, eof, opt, preceded, terminated};
use winnow::error::EmptyError;
use winnow::token::one_of;

use super::calendar::{SECONDS_OF_DAY, days_of};
use crate::number::whole;

type Read<T> = Result<T, EmptyError>;

/// The instant of an RFC 3339 `full-date` (its midnight in UTC) or `date-time`: seconds since the
/// Unix epoch and the nanoseconds after them. Further digits of the fraction do not count.
///
/// As section 5.6 allows, `t` and `z` may be small and a space may stand for the `T`. The second 60
/// is the second after 59 (section 5.7).
///
/// ```
/// use wasmock::time::instant;
/// assert_eq!(instant("1970-01-01T01:00:00.5+01:00"), Some((0, 500_000_000)));
/// assert_eq!(instant("1970-01-02"), Some((86_400, 0)));
/// assert_eq!(instant("2023-02-29"), None);
/// ```
pub fn instant(text: &str) -> Option<(i64, u32)> {
    terminated(date_time, eof).parse(text).ok()
}

/// Whether a text is an RFC 3339 `full-date` of a day that exists.
pub(crate) fn is_date(text: &str) -> bool {
    terminated(full_date, eof).parse(text).is_ok()
}

fn date_time(input: &mut &str) -> Read<(i64, u32)> {
    let day = full_date(input)?;
    let time = preceded(one_of(['T', 't', ' ']), full_time);
    let (second, nanos) = opt(time).parse_next(input)?.unwrap_or_default();
    Ok((day * SECONDS_OF_DAY + second, nanos))
}

/// The days since 1970-01-01.
fn full_date(input: &mut &str) -> Read<i64> {
    (
        digits(4),
        preceded('-', digits(2)),
        preceded('-', digits(2)),
    )
        .verify_map(|(year, month, day)| days_of(year, month, day))
        .parse_next(input)
}

/// The seconds since midnight in UTC, and the nanoseconds.
fn full_time(input: &mut &str) -> Read<(i64, u32)> {
    let hour_and_minute = |input: &mut _| {
        let hour = digits(2).verify(|hour| *hour < 24);
        let minute = digits(2).verify(|minute| *minute < 60);
        (hour, preceded(':', minute))
            .map(|(hour, minute)| hour * 3_600 + minute * 60)
            .parse_next(input)
    };
    let offset = alt((
        one_of(['Z', 'z']).value(0),
        preceded('+', hour_and_minute),
        preceded('-', hour_and_minute).map(|offset: i64| -offset),
    ));
    let second = preceded(':', digits(2).verify(|second| *second <= 60));
    let fraction = opt(fraction).map(Option::unwrap_or_default);
    (hour_and_minute, second, fraction, offset)
        .map(|(minutes, second, nanos, offset)| (minutes + second - offset, nanos))
        .parse_next(input)
}

/// The nanoseconds of `.5`.
fn fraction(input: &mut &str) -> Read<u32> {
    let digits = preceded('.', digit1);
    digits
        .map(|digits: &str| {
            let nine = digits.bytes().chain(std::iter::repeat(b'0')).take(9);
            nine.fold(0, |nanos, digit| nanos * 10 + u32::from(digit - b'0'))
        })
        .parse_next(input)
}

/// A number of exactly so many digits.
fn digits<'a>(count: usize) -> impl Parser<&'a str, i64, EmptyError> {
    move |input: &mut &'a str| {
        let (digits, rest) = input.split_at_checked(count).ok_or(EmptyError)?;
        let number = whole(digits).ok_or(EmptyError)?;
        *input = rest;
        i64::try_from(number).map_err(|_| EmptyError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_as_rfc_3339_says() {
        let table = [
            ("1970-01-01", Some((0, 0))),
            ("2024-02-29", Some((1_709_164_800, 0))),
            ("1969-12-31T23:59:59Z", Some((-1, 0))),
            ("0000-01-01T00:00:00Z", Some((-62_167_219_200, 0))),
            ("9999-12-31T23:59:59Z", Some((253_402_300_799, 0))),
            ("1985-04-12T23:20:50.52Z", Some((482_196_050, 520_000_000))),
            ("1996-12-19T16:39:57-08:00", Some((851_042_397, 0))),
            ("1990-12-31T23:59:60Z", Some((662_688_000, 0))),
            ("1990-12-31t15:59:60-08:00", Some((662_688_000, 0))),
            ("1970-01-01 00:00:00z", Some((0, 0))),
            ("1970-01-01T00:00:00-00:00", Some((0, 0))),
            ("1970-01-01T00:00:00.1234567891Z", Some((0, 123_456_789))),
            ("", None),
            ("2024-13-01", None),
            ("2024-00-01", None),
            ("2024-04-31", None),
            ("2023-02-29", None),
            ("1900-02-29", None),
            ("2024-1-1", None),
            ("+2024-01-01", None),
            ("20240101", None),
            (" 2024-01-01", None),
            ("2024-01-01T", None),
            ("2024-01-01T00:00Z", None),
            ("2024-01-01T00:00:00", None),
            ("2024-01-01T24:00:00Z", None),
            ("2024-01-01T00:60:00Z", None),
            ("2024-01-01T00:00:61Z", None),
            ("2024-01-01T00:00:00.Z", None),
            ("2024-01-01T00:00:00,5Z", None),
            ("2024-01-01T00:00:00+0100", None),
            ("2024-01-01T00:00:00+24:00", None),
            ("2024-01-01T00:00:00Z ", None),
            ("２０２４-01-01", None),
        ];
        for (text, expected) in table {
            assert_eq!(instant(text), expected, "{text}");
        }
    }

    #[test]
    fn an_instant_that_was_written_is_read_again() {
        for ms in [0_u64, 999, 1_705_314_600_123, 253_402_300_799_999] {
            let text = super::super::rfc3339(ms);
            let (seconds, nanos) = instant(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                seconds * 1000 + i64::from(nanos / 1_000_000),
                i64::try_from(ms).unwrap(),
                "{text}"
            );
        }
    }
}
