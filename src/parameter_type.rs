//! The types of path and query parameters: `string`, `int`, `uuid` …

use crate::time::is_date;

/// A parameter's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterType {
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

impl ParameterType {
    /// Every type, the narrowest first.
    pub const ALL: [ParameterType; 6] = [
        ParameterType::Uuid,
        ParameterType::Date,
        ParameterType::Bool,
        ParameterType::Int,
        ParameterType::Float,
        ParameterType::String,
    ];

    /// Every name of a type, for messages and suggestions.
    pub const NAMES: [&'static str; 8] = [
        "string", "int", "float", "double", "bool", "boolean", "uuid", "date",
    ];

    /// The type called `name`.
    pub fn named(name: &str) -> Option<ParameterType> {
        Some(match name {
            "string" => ParameterType::String,
            "int" => ParameterType::Int,
            "float" | "double" => ParameterType::Float,
            "bool" | "boolean" => ParameterType::Bool,
            "uuid" => ParameterType::Uuid,
            "date" => ParameterType::Date,
            _ => return None,
        })
    }

    /// The type's name in messages.
    pub fn name(self) -> &'static str {
        match self {
            ParameterType::String => "string",
            ParameterType::Int => "int",
            ParameterType::Float => "float",
            ParameterType::Bool => "bool",
            ParameterType::Uuid => "uuid",
            ParameterType::Date => "date",
        }
    }

    /// Whether a text is one of this type.
    pub fn admits(self, text: &str) -> bool {
        match self {
            ParameterType::Uuid => is_uuid(text),
            ParameterType::Date => is_date(text),
            ParameterType::Bool => matches!(text, "true" | "false"),
            ParameterType::Int => is_digits(unsigned(text)),
            ParameterType::Float => is_decimal(unsigned(text)),
            ParameterType::String => true,
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
        let table: [(ParameterType, &[&str], &[&str]); 6] = [
            (
                ParameterType::Int,
                &["0", "7", "-7", "+7", "007", "99999999999999999999999"],
                &["", " 1", "1.0", "1e3", "-", "+-1", "１", "0x1"],
            ),
            (
                ParameterType::Float,
                &["0", "1.5", "-01.50", "1e3", "+1E-3", "7"],
                &[
                    "", ".5", "1.", "1e", "1.e1", "e1", "NaN", "inf", "1,5", " 1",
                ],
            ),
            (
                ParameterType::Bool,
                &["true", "false"],
                &["", "True", "1", "yes"],
            ),
            (
                ParameterType::Date,
                &["2024-02-29", "1999-12-31"],
                &["", "2023-02-29", "2024-2-1", "2024-01-01T00:00:00Z"],
            ),
            (
                ParameterType::Uuid,
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
            (ParameterType::String, &["", "a", "é"], &[]),
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
