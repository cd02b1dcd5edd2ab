//! What a scalar means: YAML's core schema (YAML 1.2.2, section 10.3.2) with decimal numbers only.

use super::YamlFault;
use super::node::Meaning;
use crate::number::Number;

/// The prefix of the core schema's tags, which `!!` stands for.
const CORE: &str = "tag:yaml.org,2002:";

/// The meaning of a plain scalar without a tag.
pub fn plain(text: &str) -> Result<Meaning, YamlFault> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Ok(Meaning::Null),
        "true" | "True" | "TRUE" => Ok(Meaning::Bool(true)),
        "false" | "False" | "FALSE" => Ok(Meaning::Bool(false)),
        _ if is_not_finite(text) => Err(YamlFault::NotANumber(text.to_owned())),
        _ => Ok(number(text).map_or(Meaning::Text, Meaning::Number)),
    }
}

/// The meaning of a scalar with the tag `handle` + `suffix`.
pub fn tagged(handle: &str, suffix: &str, text: &str) -> Result<Meaning, YamlFault> {
    let name = format!("{handle}{suffix}");
    let refused = || YamlFault::WrongTag {
        tag: format!("!!{}", name.trim_start_matches(CORE)),
        text: text.to_owned(),
    };
    if name == "!" {
        return Ok(Meaning::Text);
    }
    let meaning = match name.strip_prefix(CORE) {
        Some("str") => return Ok(Meaning::Text),
        Some("null" | "bool" | "int" | "float") => plain(text)?,
        _ => return Err(YamlFault::UnknownTag),
    };
    let fits = match (name.strip_prefix(CORE).unwrap_or(""), &meaning) {
        ("null", Meaning::Null) | ("bool", Meaning::Bool(_)) | ("float", Meaning::Number(_)) => {
            true
        }
        ("int", Meaning::Number(number)) => !number.as_str().contains(['.', 'e', 'E']),
        _ => false,
    };
    fits.then_some(meaning).ok_or_else(refused)
}

/// Whether a list (`seq`) or a map (`map`) may carry the tag.
pub fn fits_collection(handle: &str, suffix: &str, kind: &str) -> bool {
    let name = format!("{handle}{suffix}");
    name == "!" || name.strip_prefix(CORE) == Some(kind)
}

fn is_not_finite(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

/// A number of the core schema in JSON's spelling: `+1` is `1`, `.5` is `0.5`, `1.` is `1`,
/// `01` is `1`; every other digit stays as written.
fn number(text: &str) -> Option<Number> {
    let (minus, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => unsigned.split_at_checked(at)?,
        None => (unsigned, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = !(whole.is_empty() && fraction.is_empty());
    if !has_digits || !digits(whole) || !digits(fraction) || !is_exponent(exponent) {
        return None;
    }
    let point = if fraction.is_empty() { "" } else { "." };
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        significant => significant,
    };
    Number::parse(&format!("{minus}{whole}{point}{fraction}{exponent}"))
}

fn is_exponent(text: &str) -> bool {
    let Some(power) = text.strip_prefix(['e', 'E']) else {
        return text.is_empty();
    };
    let power = power.strip_prefix(['-', '+']).unwrap_or(power);
    !power.is_empty() && digits(power)
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(meaning: Result<Meaning, YamlFault>) -> String {
        match meaning {
            Ok(Meaning::Null) => "null".to_owned(),
            Ok(Meaning::Bool(value)) => format!("bool {value}"),
            Ok(Meaning::Number(number)) => format!("number {}", number.as_str()),
            Ok(Meaning::Text) => "text".to_owned(),
            Err(_) => "refused".to_owned(),
        }
    }

    #[test]
    fn plain_scalars_mean_what_the_core_schema_says() {
        for (text, expected) in [
            ("", "null"),
            ("~", "null"),
            ("Null", "null"),
            ("nUll", "text"),
            ("True", "bool true"),
            ("FALSE", "bool false"),
            ("yes", "text"),
            ("off", "text"),
            ("0", "number 0"),
            ("-0", "number -0"),
            ("007", "number 7"),
            ("+1", "number 1"),
            ("-01", "number -1"),
            ("1.", "number 1"),
            (".5", "number 0.5"),
            ("-.5", "number -0.5"),
            ("1.10", "number 1.10"),
            ("1e2", "number 1e2"),
            ("1.E+2", "number 1E+2"),
            ("9007199254740993", "number 9007199254740993"),
            (".", "text"),
            ("+", "text"),
            ("-", "text"),
            ("1e", "text"),
            ("e1", "text"),
            (".e1", "text"),
            ("1_000", "text"),
            ("0x10", "text"),
            ("0o7", "text"),
            ("--1", "text"),
            ("1.2.3", "text"),
            ("12:30", "text"),
            (".inf", "refused"),
            ("-.INF", "refused"),
            (".NaN", "refused"),
            ("-.nan", "text"),
            ("inf", "text"),
        ] {
            assert_eq!(shown(plain(text)), expected, "{text}");
        }
    }

    #[test]
    fn tags_of_the_core_schema_are_understood() {
        for (suffix, text, expected) in [
            ("str", "1", "text"),
            ("int", "1", "number 1"),
            ("int", "1.5", "refused"),
            ("float", "1", "number 1"),
            ("bool", "true", "bool true"),
            ("bool", "yes", "refused"),
            ("null", "", "null"),
            ("binary", "aGk=", "refused"),
        ] {
            assert_eq!(
                shown(tagged(CORE, suffix, text)),
                expected,
                "!!{suffix} {text}"
            );
        }
        assert_eq!(shown(tagged("", "!", "1")), "text");
        assert_eq!(shown(tagged("!", "json-params.x", "")), "refused");
    }
}
