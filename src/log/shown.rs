//! What a line of the terminal shows of a text, a URL and a duration.

/// The most characters of a path or a URL that are shown.
const SHOWN: usize = 200;

/// A URL without its credentials, query and fragment.
pub fn without_secrets(url: &str) -> String {
    let bare = url.split(['?', '#']).next().unwrap_or(url);
    let Some((scheme, rest)) = bare.split_once("://") else {
        return bare.to_owned();
    };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority.rsplit('@').next().unwrap_or(authority);
    format!("{scheme}://{host}/{path}")
}

/// A duration as a person says it: `300 ms`, `1.5 s`, `60 s`.
pub fn duration(ms: u64) -> String {
    match (ms / 1000, ms % 1000) {
        (0, ms) => format!("{ms} ms"),
        (seconds, 0) => format!("{seconds} s"),
        (seconds, ms) => {
            let fraction = format!("{ms:03}");
            format!("{seconds}.{} s", fraction.trim_end_matches('0'))
        }
    }
}

/// A text on one line of the terminal: cut, and what is not plain to see escaped.
pub fn shown(text: &str) -> String {
    let mut line = String::new();
    for (count, character) in text.chars().enumerate() {
        if count >= SHOWN {
            line.push('…');
            break;
        }
        if is_invisible(character) {
            line.extend(character.escape_unicode());
        } else {
            line.push(character);
        }
    }
    line
}

/// Control characters, and those that turn the direction of the text (Unicode, annex 9).
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_said_as_a_person_says_it() {
        for (ms, expected) in [
            (0, "0 ms"),
            (300, "300 ms"),
            (1_500, "1.5 s"),
            (60_000, "60 s"),
            (1_005, "1.005 s"),
        ] {
            assert_eq!(duration(ms), expected);
        }
    }
}
