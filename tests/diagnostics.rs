//! Whole drawings of what is wrong with a file, as its author sees them: `tests/diagnostics/NAME.yml`
//! and `NAME.txt`.
//!
//! With `BLESS=1` the drawings are written anew; look at the difference before you keep it.

#![allow(clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

use wasmock::{Engine, Source};

fn drawing(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("a readable case");
    let name = file.file_name().expect("a name").to_string_lossy();
    let source = Source::new(&name, &text);
    match Engine::load(&source) {
        Ok(engine) => engine.warnings().draw(),
        Err(report) => report.draw(),
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let entries = fs::read_dir(folder).expect("the folder of the cases");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "yml"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_file_is_drawn_as_kept() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut different = Vec::new();
    for file in cases() {
        let kept = file.with_extension("txt");
        let drawn = drawing(&file);
        if bless {
            fs::write(&kept, &drawn).expect("the drawing is written");
        }
        let expected = fs::read_to_string(&kept).unwrap_or_default();
        if drawn != expected {
            let name = file.display();
            different.push(format!("{name}\nkept:\n{expected}\ndrawn:\n{drawn}"));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n\n"));
}
