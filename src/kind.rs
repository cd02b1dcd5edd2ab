//! The types of path and query parameters: `string`, `int`, `uuid` …

use crate::time::is_date;

/// A parameter's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `uuid`: RFC 9562's text form, in any case.
    Uuid,
    /// `date`: `YYYY-MM-DD` of a day that exists (RFC 3339's `full-date`).
    Date,
    /// `bool`, `boolean`: `true` or `false`.
    Bool,
    /// `int`: a whole decimal number with an optional sign, of any length.
    Int,
    /// `float`, `double`: a decimal number, as JSON writes it or with leading zeros.
    Float,
    /// `string`: any text.
    String,
}

impl Kind {
    /// Every type, the narrowest first.
    pub const ALL: [Kind; 6] = [
        Kind::Uuid,
        Kind::Date,
        Kind::Bool,
        Kind::Int,
        Kind::Float,
        Kind::String,
    ];

    /// Every name of a type, for messages and suggestions.
    pub const NAMES: [&'static str; 8] = [
        "string", "int", "float", "double", "bool", "boolean", "uuid", "date",
    ];

    /// The type called `name`.
    pub fn named(name: &str) -> Option<Kind> {
        Some(match name {
            "string" => Kind::String,
            "int" => Kind::Int,
            "float" | "double" => Kind::Float,
            "bool" | "boolean" => Kind::Bool,
            "uuid" => Kind::Uuid,
            "date" => Kind::Date,
            _ => return None,
        })
    }

    /// The type's name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Kind::String => "string",
            Kind::Int => "int",
            Kind::Float => "float",
            Kind::Bool => "bool",
            Kind::Uuid => "uuid",
            Kind::Date => "date",
        }
    }

    /// Whether a text is one of this type.
    pub fn admits(self, text: &str) -> bool {
        match self {
            Kind::Uuid => is_uuid(text),
            Kind::Date => is_date(text),
            Kind::Bool => matches!(text, "true" | "false"),
            Kind::Int => is_digits(unsigned(text)),
            Kind::Float => is_decimal(unsigned(text)),
            Kind::String => true,
        }
    }
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1`, `007`, `1.50`, `1e-3`: digits, where given a fraction, where given an exponent.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    is_digits(whole) && is_digits(fraction) && is_digits(unsigned(exponent))
}

/// RFC 9562, section 4: groups of 8, 4, 4, 4 and 12 hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    let is_hexadecimal = |group: &str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && text.split('-').all(is_hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_admits_its_texts_alone() {
        let table: [(Kind, &[&str], &[&str]); 6] = [
            (
                Kind::Int,
                &["0", "7", "-7", "+7", "007", "99999999999999999999999"],
                &["", " 1", "1.0", "1e3", "-", "+-1", "１", "0x1"],
            ),
            (
                Kind::Float,
                &["0", "1.5", "-01.50", "1e3", "+1E-3", "7"],
                &[
                    "", ".5", "1.", "1e", "1.e1", "e1", "NaN", "inf", "1,5", " 1",
                ],
            ),
            (Kind::Bool, &["true", "false"], &["", "True", "1", "yes"]),
            (
                Kind::Date,
                &["2024-02-29", "1999-12-31"],
                &["", "2023-02-29", "2024-2-1", "2024-01-01T00:00:00Z"],
            ),
            (
                Kind::Uuid,
                &[
                    "123e4567-e89b-12d3-a456-426614174000",
                    "FFFFFFFF-ffff-FFFF-ffff-FFFFFFFFFFFF",
                ],
                &[
                    "",
                    "123e4567e89b12d3a456426614174000",
                    "123e4567-e89b-12d3-a456-42661417400",
                    "123e4567-e89b-12d3-a456-42661417400g",
                    "123e4567-e89b-12d3-a456-426614174000-",
                ],
            ),
            (Kind::String, &["", "a", "é"], &[]),
        ];
        for (kind, admitted, refused) in table {
            for text in admitted {
                assert!(kind.admits(text), "{} refuses {text:?}", kind.name());
            }
            for text in refused {
                assert!(!kind.admits(text), "{} admits {text:?}", kind.name());
            }
        }
    }
}
