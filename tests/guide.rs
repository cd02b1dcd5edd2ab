//! The guide to webhooks: each mocks file on its pages loads, and the cases of its pages play those very files.
#![allow(clippy::expect_used, reason = "a test says what is wrong by failing")]

use std::fs;
use std::path::{Path, PathBuf};

#[path = "support/markdown.rs"]
mod markdown;

use serde_yaml::Value;
use wasmock::{Engine, Source};

use markdown::yaml_blocks;

/// The host that stands on the pages for the receiver of webhooks, as `$SINK` does in a case.
const RECEIVER: &str = "https://receiver.example";

const GUIDE: &str = "docs/webhooks.md";

#[test]
fn the_mocks_on_its_pages_load_without_a_warning() {
    let pages: Vec<(String, String)> = pages()
        .into_iter()
        .map(|page| (read(&page), page))
        .collect();
    let mocks = pages
        .iter()
        .flat_map(|(text, page)| yaml_blocks(text).map(move |mocks| (page, mocks)));
    let complaints: Vec<Option<String>> =
        mocks.map(|(page, mocks)| complaint(page, &mocks)).collect();
    assert!(complaints.len() >= 8, "the mocks are found");
    let complaints: Vec<String> = complaints.into_iter().flatten().collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}

#[test]
fn each_system_has_a_case_that_plays_the_mocks_of_its_page() {
    let systems = systems();
    assert!(!systems.is_empty(), "the pages are found");
    for system in &systems {
        plays(&format!("system-{system}.yml"), &page_of(system));
    }
    assert_eq!(
        cases("system-").len(),
        systems.len(),
        "no case is without a page"
    );
}

#[test]
fn the_cases_of_the_guide_play_mocks_of_the_guide() {
    let cases = cases("guide-");
    assert!(cases.len() >= 4, "the cases are found: {cases:?}");
    for case in cases {
        plays(&case, GUIDE);
    }
}

fn pages() -> Vec<String> {
    let systems = systems();
    let pages = systems.iter().map(|system| page_of(system));
    [GUIDE.to_owned()].into_iter().chain(pages).collect()
}

/// The systems that are taken over from, as their pages are called.
fn systems() -> Vec<String> {
    let names = names("docs/webhooks");
    let systems = names.iter().filter_map(|name| name.strip_suffix(".md"));
    systems.map(str::to_owned).collect()
}

fn page_of(system: &str) -> String {
    format!("docs/webhooks/{system}.md")
}

/// A case's mocks stand on a page, to the byte.
fn plays(case: &str, page: &str) {
    let case_file: Value =
        serde_yaml::from_str(&read(&format!("tests/cases/{case}"))).expect("a case is YAML");
    let mocks = case_file.get("mocks").and_then(Value::as_str);
    let mocks = mocks.expect("a case has mocks");
    let mocks = mocks.replace("$SINK", RECEIVER);
    let text = read(page);
    assert!(
        yaml_blocks(&text).any(|block| block == mocks),
        "{case} plays what stands on {page}, `$SINK` being {RECEIVER}:\n{mocks}"
    );
}

/// What is to be said against a mocks file.
fn complaint(page: &str, mocks: &str) -> Option<String> {
    let said = match Engine::load(&Source::new(page, mocks)) {
        Ok(engine) => engine.warnings().draw(),
        Err(report) => report.draw(),
    };
    (!said.is_empty()).then(|| format!("{said}\nin\n{mocks}"))
}

fn cases(prefix: &str) -> Vec<String> {
    let mut cases = names("tests/cases");
    cases.retain(|name| name.starts_with(prefix));
    cases
}

fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(checkout().join(folder)).expect("the folder is there");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("it can be read").file_name())
        .filter_map(|name| name.into_string().ok())
        .collect();
    names.sort();
    names
}

fn read(file: &str) -> String {
    fs::read_to_string(checkout().join(file)).expect("the file is there")
}

fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
