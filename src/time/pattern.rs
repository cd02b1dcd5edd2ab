//! Patterns of dates: `yyyy-MM-dd`, with the letters of `java.time.format.DateTimeFormatter`,
//! which Selmer uses. Names are English and the zone is UTC.
//!
//! | letters | example | | letters | example |
//! | --- | --- | --- | --- | --- |
//! | `yyyy` `yy` (`u` is the same) | 2024 24 | | `HH` `H` | 09 9 |
//! | `MMMM` `MMM` `MM` `M` (`L` is the same) | January Jan 01 1 | | `hh` `h` with `a` | 09 9 AM |
//! | `dd` `d` | 05 5 | | `mm` `m` `ss` `s` | 07 7 |
//! | `EEEE` `EEE` | Monday Mon | | `S` … `SSSSSSSSS` | the fraction to so many digits |
//! | `XXX` `X` | Z | | `Z` `xxx` `xx` `x` `z` | +0000 +00:00 +0000 +00 UTC |
//!
//! Text between single quotes stands as it is, `''` is one quote, and so do all other characters.

use super::calendar::Civil;
use super::{MONTHS, PatternFault, PatternFaultKind};
use crate::gather::Gather as _;

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// A pattern that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    /// A number with at least so many digits.
    Number(Field, usize),
    /// The last two digits of the year.
    ShortYear,
    /// A month's or a day's name, whole or its first three letters.
    Name(Field, Length),
    /// `AM` or `PM`.
    HalfDay,
    /// So many digits of the second's fraction.
    Fraction(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Year,
    Month,
    Day,
    Weekday,
    Hour,
    Hour12,
    Minute,
    Second,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    Whole,
    Short,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// The first letters that mean nothing, or a quote that is not closed.
    pub fn parse(text: &str) -> Result<Pattern, PatternFault> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let (length, piece) = first_piece(rest);
            let end = at + length;
            pieces.push(piece.map_err(|kind| PatternFault { at: at..end, kind })?);
            at = end;
        }
        Ok(Pattern(pieces))
    }

    /// An instant, in milliseconds since the Unix epoch, by this pattern.
    ///
    /// ```
    /// # use wasmock::time::Pattern;
    /// let pattern = Pattern::parse("EEE d MMM yyyy 'at' h:mm a").unwrap();
    /// assert_eq!(pattern.write(1_705_314_600_000), "Mon 15 Jan 2024 at 10:30 AM");
    /// ```
    pub fn write(&self, ms: u64) -> String {
        let civil = Civil::of(super::signed(ms));
        self.0.iter().map(|piece| piece.write(&civil)).collect()
    }
}

/// The first piece of a text that is not empty, and its length in bytes.
fn first_piece(text: &str) -> (usize, Result<Piece, PatternFaultKind>) {
    if let Some(quoted) = text.strip_prefix('\'') {
        return first_quoted(quoted);
    }
    let first = text.chars().next().unwrap_or_default();
    if !first.is_ascii_alphabetic() {
        return (first.len_utf8(), Ok(Piece::Literal(first.to_string())));
    }
    let rest = text.trim_start_matches(first);
    let count = text.len() - rest.len();
    let unknown = || PatternFaultKind::UnknownLetters(text.chars().take(count).gather_text());
    (count, of_letters(first, count).ok_or_else(unknown))
}

/// A quoted text without its first quote; its length counts that quote.
fn first_quoted(quoted: &str) -> (usize, Result<Piece, PatternFaultKind>) {
    let mut literal = String::new();
    let mut characters = quoted.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let is_quote = character == '\'';
        if is_quote && characters.next_if(|(_, next)| *next == '\'').is_none() {
            let is_one_quote = literal.is_empty();
            let text = if is_one_quote {
                "'".to_owned()
            } else {
                literal
            };
            return (at + 2, Ok(Piece::Literal(text)));
        }
        literal.push(character);
    }
    (quoted.len() + 1, Err(PatternFaultKind::UnclosedQuote))
}

/// What a letter means that stands so many times in a row.
fn of_letters(letter: char, count: usize) -> Option<Piece> {
    let literal = |text: &str| Piece::Literal(text.to_owned());
    Some(match (letter, count) {
        ('y' | 'u', 2) => Piece::ShortYear,
        ('y' | 'u', 1 | 3 | 4) => Piece::Number(Field::Year, count),
        ('M' | 'L', 1 | 2) => Piece::Number(Field::Month, count),
        ('M' | 'L', 3) => Piece::Name(Field::Month, Length::Short),
        ('M' | 'L', 4) => Piece::Name(Field::Month, Length::Whole),
        ('d', 1 | 2) => Piece::Number(Field::Day, count),
        ('E', 1..=3) => Piece::Name(Field::Weekday, Length::Short),
        ('E', 4) => Piece::Name(Field::Weekday, Length::Whole),
        ('H', 1 | 2) => Piece::Number(Field::Hour, count),
        ('h', 1 | 2) => Piece::Number(Field::Hour12, count),
        ('m', 1 | 2) => Piece::Number(Field::Minute, count),
        ('s', 1 | 2) => Piece::Number(Field::Second, count),
        ('S', 1..=9) => Piece::Fraction(count),
        ('a', 1) => Piece::HalfDay,
        ('X', 1..=3) => literal("Z"),
        ('x', 1) => literal("+00"),
        ('x', 2) | ('Z', 1..=3) => literal("+0000"),
        ('x', 3) => literal("+00:00"),
        ('z', 1..=3) => literal("UTC"),
        _ => return None,
    })
}

impl Piece {
    fn write(&self, civil: &Civil) -> String {
        match self {
            Piece::Literal(text) => text.clone(),
            Piece::Number(field, digits) => format!("{:0digits$}", field.of(civil)),
            Piece::ShortYear => format!("{:02}", civil.year.rem_euclid(100)),
            Piece::Name(field, Length::Whole) => field.name(civil).to_owned(),
            Piece::Name(field, Length::Short) => field.name(civil).chars().take(3).gather_text(),
            Piece::HalfDay => if civil.hour < 12 { "AM" } else { "PM" }.to_owned(),
            Piece::Fraction(digits) => format!("{:03}000000", civil.ms)
                .chars()
                .take(*digits)
                .gather_text(),
        }
    }
}

impl Field {
    fn of(self, civil: &Civil) -> i64 {
        match self {
            Field::Year => civil.year,
            Field::Month => civil.month,
            Field::Day => civil.day,
            Field::Weekday => civil.weekday,
            Field::Hour => civil.hour,
            Field::Hour12 => (civil.hour + 11) % 12 + 1,
            Field::Minute => civil.minute,
            Field::Second => civil.second,
        }
    }

    /// The English name of the month or, else, of the day of the week.
    fn name(self, civil: &Civil) -> &'static str {
        let (names, at) = match self {
            Field::Month => (MONTHS.as_slice(), civil.month - 1),
            _ => (WEEKDAYS.as_slice(), civil.weekday),
        };
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        names.get(at).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_written_as_java_time_writes_them() {
        let morning = 1_709_631_427_045; // 2024-03-05T09:37:07.045Z, a Tuesday
        let table = [
            ("yyyy-MM-dd", "2024-03-05"),
            ("dd/MM/yy", "05/03/24"),
            ("d.M.y", "5.3.2024"),
            ("EEEE d MMMM uuuu", "Tuesday 5 March 2024"),
            ("E EE EEE, MMM", "Tue Tue Tue, Mar"),
            ("HH:mm:ss.SSS", "09:37:07.045"),
            ("H h:m:s a", "9 9:37:7 AM"),
            ("S SS SSSSSS", "0 04 045000"),
            ("yyyy-MM-dd'T'HH:mm:ssXXX", "2024-03-05T09:37:07Z"),
            ("X Z xxx z", "Z +0000 +00:00 UTC"),
            ("h 'o''clock'", "9 o'clock"),
            ("'yyyy' ''", "yyyy '"),
            ("«d» 年", "«5» 年"),
            ("", ""),
        ];
        for (pattern, expected) in table {
            let written = Pattern::parse(pattern).map(|pattern| pattern.write(morning));
            assert_eq!(written.as_deref(), Ok(expected), "{pattern}");
        }
    }

    #[test]
    fn noon_and_midnight_are_twelve() {
        let pattern = Pattern::parse("h a").unwrap();
        for (hour, expected) in [(0, "12 AM"), (11, "11 AM"), (12, "12 PM"), (23, "11 PM")] {
            assert_eq!(pattern.write(hour * 3_600_000), expected, "hour {hour}");
        }
    }

    #[test]
    fn what_means_nothing_is_refused_at_its_place() {
        let unknown = |letters: &str| PatternFaultKind::UnknownLetters(letters.to_owned());
        let table = [
            ("YYYY-MM", 0..4, unknown("YYYY")),
            ("yyyy-MM-DD", 8..10, unknown("DD")),
            ("é dow", 4..5, unknown("o")),
            ("ddd", 0..3, unknown("ddd")),
            ("HH 'h", 3..5, PatternFaultKind::UnclosedQuote),
        ];
        for (pattern, at, kind) in table {
            let refused = Err(PatternFault { at, kind });
            assert_eq!(Pattern::parse(pattern), refused, "{pattern}");
        }
    }
}
