//! Imports run one way: ARCHITECTURE.md says which.

#![allow(clippy::expect_used, reason = "a test may panic, its functions too")]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the house from the ground up: a room may use those of the rows below its own, and
/// itself. Rooms of one row do not use one another, but for those of the first: plain data.
const ROWS: [&[&str]; 5] = [
    &[
        "diagnostic",
        "digest",
        "escape",
        "gather",
        "http",
        "json",
        "nearest",
        "outbound",
        "parameter_type",
        "number",
        "random",
        "redaction",
        "retry",
        "signature",
        "sort",
        "time",
        "verify",
    ],
    &["expression"],
    &["route", "spec", "template", "webhook"],
    &["engine", "problem", "control", "journal", "log"],
    &["adapter"],
];

fn row(room: &str) -> Option<usize> {
    ROWS.iter().position(|rooms| rooms.contains(&room))
}

/// The Rust files below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The room that a file below `src` belongs to: its folder there, or itself.
fn room(file: &Path, src: &Path) -> String {
    let inside = file.strip_prefix(src).expect("the file is below src");
    let first = inside.iter().next().expect("a file has a name");
    let name = first.to_str().expect("names are UTF-8");
    name.trim_end_matches(".rs").to_owned()
}

/// The rooms that a text names as `crate::room`.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split("crate::").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_')?;
        rest.get(..end).filter(|name| !name.is_empty())
    })
}

/// Whether the room `from` may use the room `to`.
fn may_use(from: &str, to: &str) -> bool {
    match (row(from), row(to)) {
        _ if from == to => true,
        (Some(0), Some(0)) | (Some(3), Some(3)) => true,
        (Some(from), Some(to)) => to < from,
        // lib.rs re-exports; what is no room is a macro or an item of its own.
        _ => from == "lib" || row(to).is_none(),
    }
}

#[test]
fn imports_run_one_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    assert!(all.len() > 50, "the files are found");
    for file in all {
        let room = room(&file, &src);
        assert!(
            room == "lib" || row(&room).is_some(),
            "{room} has no row in this test"
        );
        let text = fs::read_to_string(&file).expect("the file can be read");
        for used in named(&text) {
            assert!(
                may_use(&room, used),
                "{}: {room} must not use {used}",
                file.display()
            );
        }
    }
}

#[test]
fn the_core_names_no_host() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    for file in all {
        if room(&file, &src) == "adapter" {
            continue;
        }
        let text = fs::read_to_string(&file).expect("the file can be read");
        for host in [
            "worker::",
            "wasm_bindgen",
            "js_sys",
            "web_sys",
            "std::env::",
            "SystemTime",
            "Instant::now",
        ] {
            assert!(!text.contains(host), "{} names {host}", file.display());
        }
    }
}
