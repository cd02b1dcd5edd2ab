//! Days and civil dates of the proleptic Gregorian calendar.

const MS_OF_SECOND: i64 = 1_000;
pub(super) const SECONDS_OF_DAY: i64 = 86_400;
/// The days of 400 years, after which the calendar repeats.
const DAYS_OF_ERA: i64 = 146_097;
/// The days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// An instant as a UTC clock and calendar show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Civil {
    pub(super) year: i64,
    /// 1 to 12.
    pub(super) month: i64,
    /// 1 to 31.
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    pub(super) ms: i64,
    /// 0 is Monday.
    pub(super) weekday: i64,
}

impl Civil {
    /// The instant in milliseconds since the Unix epoch.
    pub(super) fn of(ms: i64) -> Civil {
        let seconds = ms.div_euclid(MS_OF_SECOND);
        let days = seconds.div_euclid(SECONDS_OF_DAY);
        let second = seconds.rem_euclid(SECONDS_OF_DAY);
        let (year, month, day) = date_of(days);
        Civil {
            year,
            month,
            day,
            hour: second / 3_600,
            minute: second / 60 % 60,
            second: second % 60,
            ms: ms.rem_euclid(MS_OF_SECOND),
            // 1970-01-01 was a Thursday.
            weekday: (days + 3).rem_euclid(7),
        }
    }
}

/// Year, month and day of a day counted from 1970-01-01. Years are counted from the first of
/// March, so that the leap day is the last (H. Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms").
fn date_of(days: i64) -> (i64, i64, i64) {
    let since_march = days + EPOCH;
    let era = since_march.div_euclid(DAYS_OF_ERA);
    let day_of_era = since_march.rem_euclid(DAYS_OF_ERA);
    let leap_days = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

/// The days from 1970-01-01 to a date; none if there is no such date. The year is of four digits.
pub(super) fn days_of(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_within = (0..=9_999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_of_month(year, month)).contains(&day);
    let march_year = year - i64::from(month <= 2);
    let march_month = (month + 9).rem_euclid(12);
    let day_of_year = (153 * march_month + 2) / 5 + day - 1;
    let leap_days =
        march_year.div_euclid(4) - march_year.div_euclid(100) + march_year.div_euclid(400);
    is_within.then_some(march_year * 365 + leap_days + day_of_year - EPOCH)
}

fn days_of_month(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_eight_hundred_years_follows_the_one_before() {
        let mut date = (1700, 1, 1);
        let first = days_of(1700, 1, 1).unwrap();
        for days in first..first + 2 * DAYS_OF_ERA {
            assert_eq!(date_of(days), date);
            assert_eq!(days_of(date.0, date.1, date.2), Some(days));
            date = day_after(date);
        }
        assert_eq!(date, (2500, 1, 1));
    }

    fn day_after((year, month, day): (i64, i64, i64)) -> (i64, i64, i64) {
        match (month, day) {
            (12, 31) => (year + 1, 1, 1),
            (month, day) if day == days_of_month(year, month) => (year, month + 1, 1),
            (month, day) => (year, month, day + 1),
        }
    }

    #[test]
    fn the_epoch_was_a_thursday() {
        assert_eq!(date_of(0), (1970, 1, 1));
        assert_eq!(Civil::of(0).weekday, 3);
        assert_eq!(Civil::of(-1).weekday, 2);
    }

    #[test]
    fn the_farthest_instants_do_not_overflow() {
        assert_eq!(Civil::of(i64::MAX).year, 292_278_994);
        assert_eq!(Civil::of(i64::MIN).year, -292_275_055);
    }
}
