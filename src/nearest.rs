//! "Did you mean": the known name nearest to an unknown one.

use crate::gather::Gather as _;

/// Longer names, in characters, are not compared.
const LONGEST: usize = 64;

/// The name in `known` nearest to `wanted`, the first of equals; none if none is near.
///
/// Near means at most so many slips as a third of the name's length, at least 1 and at most 3
/// (Damerau–Levenshtein: a letter too many, missing, wrong, or two neighbours swapped).
/// ASCII case does not count, nor whether words are joined by `_` or `-`.
///
/// ```
/// use wasmock::nearest::nearest;
/// assert_eq!(nearest("repsonse", &["request", "response"]), Some("response"));
/// assert_eq!(nearest("Min_MS", &["max-ms", "min-ms"]), Some("min-ms"));
/// assert_eq!(nearest("colour", &["path", "host"]), None);
/// ```
pub fn nearest<'a>(wanted: &str, known: &[&'a str]) -> Option<&'a str> {
    Wanted::new(wanted)?.nearest(known)
}

/// A name that is compared with many.
pub(crate) struct Wanted {
    characters: Vec<char>,
    letters: Letters,
    most_slips: usize,
}

impl Wanted {
    /// None if the name is too long to be compared.
    pub(crate) fn new(name: &str) -> Option<Wanted> {
        let characters: Vec<char> = folded(name).take(LONGEST + 1).gather();
        let most_slips = (characters.len() / 3).clamp(1, 3);
        (characters.len() <= LONGEST).then(|| Wanted {
            letters: Letters::of(name),
            characters,
            most_slips,
        })
    }

    fn nearest<'a>(&self, known: &[&'a str]) -> Option<&'a str> {
        let known = known.iter();
        let near = known.filter_map(|name| self.slips(name).map(|slips| (slips, *name)));
        near.min_by_key(|(slips, _)| *slips).map(|(_, name)| name)
    }

    /// The slips between this name and another; none if that is not near.
    pub(crate) fn slips(&self, name: &str) -> Option<usize> {
        if self.letters.slips_at_least(&Letters::of(name)) > self.most_slips {
            return None;
        }
        let name: Vec<char> = folded(name).gather();
        Some(distance(&self.characters, &name)).filter(|slips| *slips <= self.most_slips)
    }
}

/// How many characters a name has and which: enough to tell most names apart at little cost.
struct Letters {
    count: usize,
    /// A bit for each character, modulo 64.
    set: u64,
}

impl Letters {
    /// Of so much of a name that it is known to be too long.
    fn of(name: &str) -> Letters {
        let none = Letters { count: 0, set: 0 };
        let characters = folded(name).take(LONGEST + 4);
        characters.fold(none, |letters, character| Letters {
            count: letters.count + 1,
            set: letters.set | 1 << (u32::from(character) % 64),
        })
    }

    /// A slip changes the length by one at most, and the set by two characters.
    fn slips_at_least(&self, other: &Letters) -> usize {
        let changed = (self.set ^ other.set).count_ones().div_ceil(2);
        let by_set = usize::try_from(changed).unwrap_or(usize::MAX);
        by_set.max(self.count.abs_diff(other.count))
    }
}

/// The characters of a name as they are compared.
fn folded(name: &str) -> impl Iterator<Item = char> {
    name.chars().map(|character| match character {
        '_' => '-',
        other => other.to_ascii_lowercase(),
    })
}

/// The Damerau–Levenshtein distance in which no part is edited twice (optimal string alignment).
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).gather();
    for (row, a) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, b) in right.iter().enumerate() {
            let cost = |costs: &[usize], at: usize| costs.get(at).copied();
            let swap = swap_begins_at(left, right, row, column);
            let ways = [
                cost(&above, column + 1).map(|cost| cost + 1),
                cost(&current, column).map(|cost| cost + 1),
                cost(&above, column).map(|cost| cost + usize::from(a != b)),
                swap.and_then(|at| cost(&before, at)).map(|cost| cost + 1),
            ];
            current.push(ways.into_iter().flatten().min().unwrap_or(usize::MAX));
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or(left.len())
}

/// The column where two neighbours begin that end here and are swapped.
fn swap_begins_at(left: &[char], right: &[char], row: usize, column: usize) -> Option<usize> {
    let (row_before, column_before) = (row.checked_sub(1)?, column.checked_sub(1)?);
    let is_swap =
        left.get(row) == right.get(column_before) && left.get(row_before) == right.get(column);
    is_swap.then_some(column_before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_found() {
        let long = "x".repeat(65);
        let table = [
            ("ednpoint", vec!["endpoint", "webhook"], Some("endpoint")),
            ("endpoints", vec!["endpoint"], Some("endpoint")),
            ("statsu", vec!["state", "status"], Some("status")),
            (
                "SLEEP_TIME",
                vec!["sleep-times", "sleep-time"],
                Some("sleep-time"),
            ),
            ("cat", vec!["bat", "car"], Some("bat")),
            ("ab", vec!["cd", "abc"], Some("abc")),
            ("ab", vec!["cdab"], None),
            ("", vec!["if", "a"], Some("a")),
            ("größe", vec!["grösse", "grüße"], Some("grüße")),
            ("aaaaaaaaaaaa", vec!["aaaaaaaabbbb"], None),
            ("aaaaaaaaaaaa", vec!["aaaaaaaaabbb"], Some("aaaaaaaaabbb")),
            (&long, vec![&long], None),
            ("x", vec![], None),
        ];
        for (wanted, known, expected) in table {
            assert_eq!(nearest(wanted, &known), expected, "{wanted}");
        }
    }

    #[test]
    fn a_distance_counts_slips() {
        let table = [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("abcd", "acbd", 1),
            ("abcd", "badc", 2),
            ("kitten", "sitting", 3),
            ("ca", "abc", 3),
        ];
        for (left, right, expected) in table {
            let [a, b] = [left, right].map(|text| text.chars().collect::<Vec<_>>());
            assert_eq!(distance(&a, &b), expected, "{left} to {right}");
        }
    }
}
