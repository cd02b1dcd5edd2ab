//! The parameters of a header field: `form-data; name="a"` (RFC 9110, section 5.6.6).

use winnow::Parser;
use winnow::combinator::{alt, delimited, preceded, repeat, separated_pair};
use winnow::error::EmptyError;
use winnow::token::{any, one_of, take_while};

type Read<T> = Result<T, EmptyError>;

/// A field's value before its parameters.
pub(super) fn main_value(field: &str) -> &str {
    field.split(';').next().unwrap_or_default().trim()
}

/// The value of a parameter, whose name may be in any case. What can't be read ends the field.
pub(super) fn parameter(field: &str, name: &str) -> Option<String> {
    let (_, mut rest) = field.split_once(';')?;
    std::iter::from_fn(|| one_parameter(&mut rest).ok())
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

fn one_parameter<'a>(input: &mut &'a str) -> Read<(&'a str, String)> {
    take_while(0.., [' ', '\t', ';']).parse_next(input)?;
    let value = alt((quoted, token.map(str::to_owned)));
    separated_pair(token, '=', value).parse_next(input)
}

fn token<'a>(input: &mut &'a str) -> Read<&'a str> {
    let is_token = |character: char| !matches!(character, ';' | '=' | '"');
    take_while(1.., is_token).map(str::trim).parse_next(input)
}

fn quoted(input: &mut &str) -> Read<String> {
    let plain = |character: char| !matches!(character, '"' | '\\');
    let character = alt((one_of(plain), preceded('\\', any)));
    let text = repeat(0.., character).fold(String::new, |mut text, character: char| {
        text.push(character);
        text
    });
    delimited('"', text, '"').parse_next(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found_by_name() {
        let table = [
            ("form-data; name=\"a\"", "name", Some("a")),
            ("form-data;name=a;filename=b", "filename", Some("b")),
            ("form-data; NAME = a ; x=y", "name", Some("a")),
            (
                "form-data; name=\"a;b=\\\"c\\\"\"; x=y",
                "name",
                Some("a;b=\"c\""),
            ),
            ("form-data; name=\"a;x=z\"; x=y", "x", Some("y")),
            ("form-data; filename*=UTF-8''a; name=\"\"", "name", Some("")),
            ("form-data; name=\"a", "name", None),
            ("form-data; ; ;name=a", "name", Some("a")),
            ("form-data; junk; name=a", "name", None),
            ("form-data", "name", None),
            ("", "name", None),
        ];
        for (field, name, expected) in table {
            assert_eq!(parameter(field, name).as_deref(), expected, "{field}");
        }
    }
}
