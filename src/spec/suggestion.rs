//! The known key that an unknown one was probably meant to be.

use crate::nearest::nearest;

/// Other names under which keys are known elsewhere.
const ALIASES: [(&str, &str); 13] = [
    ("condition", "if"),
    ("when", "if"),
    ("uri", "path"),
    ("route", "path"),
    ("status-code", "status"),
    ("code", "status"),
    ("query-params", "query"),
    ("target", "url"),
    ("delay", "latency"),
    ("delay", "sleep-time"),
    ("retries", "retry"),
    ("signature", "sign"),
    ("user", "username"),
];

/// The known key that was probably meant by `key`: the same in kebab-case, under another name, or
/// nearly so.
pub fn suggestion(key: &str, known: &[&'static str]) -> Option<&'static str> {
    let kebab = kebab_case(key);
    let find = |name: &str| known.iter().copied().find(|known| *known == name);
    let mut aliases = ALIASES.iter().filter(|(alias, _)| *alias == kebab);
    find(&kebab)
        .or_else(|| aliases.find_map(|(_, name)| find(name)))
        .or_else(|| nearest(&kebab, known).and_then(find))
        .or_else(|| nearest(key, known).and_then(find))
}

/// `sleepTime`, `sleep_time` and `SLEEP_TIME` as `sleep-time`.
fn kebab_case(key: &str) -> String {
    let mut kebab = String::with_capacity(key.len());
    let mut after_lower = false;
    for found in key.chars() {
        if found.is_ascii_uppercase() && after_lower {
            kebab.push('-');
        }
        after_lower = found.is_ascii_lowercase();
        kebab.push(if found == '_' {
            '-'
        } else {
            found.to_ascii_lowercase()
        });
    }
    kebab
}
