//! Capitals and small letters of all of Unicode, as the standard library has them, with smaller
//! tables: build.rs writes them.

include!(concat!(env!("OUT_DIR"), "/letter_case.rs"));

/// The text with all letters as capitals.
pub(super) fn upper(text: &str) -> String {
    let mut upper = String::with_capacity(text.len());
    for letter in text.chars() {
        push(letter.to_ascii_uppercase(), &UPPER, &mut upper);
    }
    upper
}

/// The text without capitals.
pub(super) fn lower(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    for (place, letter) in text.char_indices() {
        if letter == 'Σ' {
            lower.push(if ends_word(text, place) { 'ς' } else { 'σ' });
        } else {
            push(letter.to_ascii_lowercase(), &LOWER, &mut lower);
        }
    }
    lower
}

/// Adds what a table says of a letter, or the letter.
fn push(letter: char, table: &[(u32, i32)], text: &mut String) {
    let Some(shift) = shift(letter, table) else {
        return text.push(letter);
    };
    let expansion = usize::try_from(shift)
        .ok()
        .and_then(|shift| shift.checked_sub(EXPANDED));
    match expansion.and_then(|start| EXPANSIONS.get(start..)) {
        Some(expansion) => text.extend(expansion.chars().take_while(|letter| *letter != '\0')),
        None => text.extend(
            u32::from(letter)
                .checked_add_signed(shift)
                .and_then(char::from_u32),
        ),
    }
}

fn shift(letter: char, table: &[(u32, i32)]) -> Option<i32> {
    let code = u32::from(letter);
    let following = table.partition_point(|(place, _)| place >> 11 <= code);
    let (place, shift) = table.get(following.checked_sub(1)?)?;
    is_in(code, *place).then_some(*shift)
}

/// Whether a code point is one of those that start at a place, as build.rs packs it.
fn is_in(code: u32, place: u32) -> bool {
    let (more, step_bit) = (place >> 1 & 0x3ff, place & 1);
    let distance = code.saturating_sub(place >> 11);
    distance & step_bit == 0 && distance >> step_bit <= more
}

/// Whether the sigma at `place` is the last letter of a word (The Unicode Standard, table 3-17).
fn ends_word(text: &str, place: usize) -> bool {
    let before = text.get(..place).unwrap_or_default();
    let after = text.get(place..).unwrap_or_default();
    meets_letter(before.chars().rev()) && !meets_letter(after.chars().skip(1))
}

/// Whether a letter comes first, marks and the like aside.
fn meets_letter(mut characters: impl Iterator<Item = char>) -> bool {
    let met = characters.find(|character| !is_of(*character, &IGNORABLE));
    met.is_some_and(|character| is_of(character, &CASED))
}

fn is_of(character: char, table: &[u32]) -> bool {
    let code = u32::from(character);
    let following = table.partition_point(|place| place >> 11 <= code);
    let place = following.checked_sub(1).and_then(|last| table.get(last));
    place.is_some_and(|place| is_in(code, *place))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters that are cased, ignorable, neither, and of every length in UTF-8.
    const AROUND: [&str; 9] = ["", "a", "Σ", ".", " ", "\u{301}", "\u{345}", "ʰ", "𝐀"];

    #[test]
    fn every_character_is_changed_as_the_standard_library_does() {
        for character in '\0'..=char::MAX {
            let text = character.to_string();
            assert_eq!(upper(&text), text.to_uppercase(), "{character:?}");
            assert_eq!(lower(&text), text.to_lowercase(), "{character:?}");
        }
    }

    #[test]
    fn a_sigma_knows_what_stands_around_it() {
        for character in '\0'..=char::MAX {
            for around in ["Σ", "A"] {
                let text = format!("{around}{character}Σ{character} {character}Σ");
                assert_eq!(lower(&text), text.to_lowercase(), "{text:?}");
            }
        }
    }

    #[test]
    fn a_sigma_ends_a_word_or_not() {
        for [a, b, c, d] in fours() {
            let text = [a, b, "Σ", c, d].concat();
            assert_eq!(lower(&text), text.to_lowercase(), "{text:?}");
            assert_eq!(upper(&text), text.to_uppercase(), "{text:?}");
        }
    }

    fn fours() -> impl Iterator<Item = [&'static str; 4]> {
        let pairs = || AROUND.iter().flat_map(|a| AROUND.map(|b| [*a, b]));
        pairs().flat_map(move |[a, b]| pairs().map(move |[c, d]| [a, b, c, d]))
    }
}
