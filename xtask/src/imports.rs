//! The names by which the module and its glue know each other, made short.
//!
//! wasm-bindgen ends each import's name in a hash, which hardly compresses: 150 of them are 5 kB of
//! wasm, and again as much of JavaScript. Both are written here and read nowhere else.

use crate::wasm;
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;

/// The import's module, as wasm-bindgen calls it, and as it is called from here on.
const MODULE: (&str, &str) = ("./engine_bg.js", "g");

/// Gives every import a number for its name, in the glue as in the module.
pub fn shorten(glue: &Path, module: &Path) -> Result<()> {
    let bytes = fs::read(module)?;
    let names = wasm::imported_functions(&bytes)?;
    let mut text = fs::read_to_string(glue)?;
    replace(
        &mut text,
        &format!("\"{}\":", MODULE.0),
        &format!("{}:", MODULE.1),
    )?;
    for (number, name) in names.iter().enumerate() {
        replace(
            &mut text,
            &format!(" {name}: "),
            &format!(" {}: ", short(number)),
        )?;
    }
    let renamed = wasm::with_imports(&bytes, MODULE.1, &short)?;
    fs::write(glue, text)?;
    fs::write(module, renamed).map_err(Into::into)
}

fn short(number: usize) -> String {
    format!("i{number}")
}

/// Replaces what stands in a text once.
fn replace(text: &mut String, written: &str, wanted: &str) -> Result<()> {
    if text.matches(written).count() != 1 {
        bail!("wasm-bindgen's glue has changed: `{written}` is not in it once");
    }
    *text = text.replacen(written, wanted, 1);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Imports `first` and `second` of `a`.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\
        \x02\x16\x02\x01a\x05first\0\0\x01a\x06second\0\0";

    #[test]
    fn imports_are_named_by_their_numbers() {
        assert_eq!(
            wasm::imported_functions(MODULE).unwrap(),
            ["first", "second"]
        );
        let renamed = wasm::with_imports(MODULE, "g", &short).unwrap();
        assert_eq!(wasm::imported_functions(&renamed).unwrap(), ["i0", "i1"]);
        let rest = wasm::with_imports(&renamed, "a", &|at| ["first", "second"][at].to_owned());
        assert_eq!(rest.unwrap(), MODULE);
    }

    #[test]
    fn a_name_that_does_not_stand_in_the_glue_once_is_refused() {
        for text in ["", " a: a: "] {
            assert!(
                replace(&mut text.to_owned(), "a: ", "i0: ").is_err(),
                "{text}"
            );
        }
        let mut text = " a: 1".to_owned();
        replace(&mut text, " a: ", " i0: ").unwrap();
        assert_eq!(text, " i0: 1");
    }
}
