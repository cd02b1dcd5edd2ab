//! The parameters of a header field: `form-data; name="a"` (RFC 9110, section 5.6.6).

/// A field's value before its parameters.
pub(super) fn main_value(field: &str) -> &str {
    field.split(';').next().unwrap_or_default().trim()
}

/// The value of a parameter, whose name may be in any case. What can't be read ends the field.
pub(super) fn parameter(field: &str, name: &str) -> Option<String> {
    let (_, mut rest) = field.split_once(';')?;
    std::iter::from_fn(|| one_parameter(&mut rest))
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

fn one_parameter<'a>(input: &mut &'a str) -> Option<(&'a str, String)> {
    *input = input.trim_start_matches([' ', '\t', ';']);
    let name = token(input)?;
    *input = input.strip_prefix('=')?;
    let value = match input.strip_prefix('"') {
        Some(opened) => quoted(input, opened)?,
        None => token(input)?.to_owned(),
    };
    Some((name, value))
}

fn token<'a>(input: &mut &'a str) -> Option<&'a str> {
    let end = input.find([';', '=', '"']).unwrap_or(input.len());
    let (token, rest) = input.split_at_checked(end)?;
    *input = rest;
    (!token.is_empty()).then(|| token.trim())
}

/// The text in quotes that stands behind the opening one; a backslash stands before a character that
/// means itself.
fn quoted<'a>(input: &mut &'a str, opened: &'a str) -> Option<String> {
    let mut characters = opened.chars();
    let mut text = String::new();
    loop {
        match characters.next()? {
            '"' => break,
            '\\' => text.push(characters.next()?),
            plain => text.push(plain),
        }
    }
    *input = characters.as_str();
    Some(text)
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
