//! The contract as tables: every file of `tests/cases/`, run through the engine without a network.
//! The other hosts play the same files through `tests/play/`.
//!
//! `cargo test --test cases -- WORD` runs the files whose name contains the word.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what is wrong by failing"
)]

#[path = "support/case.rs"]
mod case;
#[path = "support/exact.rs"]
mod exact;
#[path = "support/expect.rs"]
mod expect;
#[path = "support/native.rs"]
mod native;
#[path = "support/objects.rs"]
mod objects;
#[path = "support/signing.rs"]
mod signing;
#[path = "support/sink.rs"]
mod sink;
#[path = "support/verifying.rs"]
mod verifying;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use case::{Case, Host};

/// What came of one file.
enum Verdict {
    /// With the steps that were left out.
    Passed(Vec<String>),
    Ignored(String),
    Failed(Vec<String>),
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&String> = arguments
        .iter()
        .filter(|word| !word.starts_with('-'))
        .collect();
    let (chosen, left_out): (Vec<_>, Vec<_>) = case::files().into_iter().partition(|file| {
        words.is_empty() || words.iter().any(|word| stem(file).contains(word.as_str()))
    });
    if arguments.iter().any(|argument| argument == "--list") {
        case::files()
            .iter()
            .for_each(|file| println!("{}: test", stem(file)));
        return ExitCode::SUCCESS;
    }
    println!("\nrunning {} tests", chosen.len());
    let verdicts: Vec<(String, Verdict)> = chosen
        .iter()
        .map(|file| (stem(file), announced(file)))
        .collect();
    conclude(&verdicts, left_out.len())
}

/// Judges a file and says so in one line.
fn announced(file: &Path) -> Verdict {
    let verdict = judged(file);
    let word = match &verdict {
        Verdict::Passed(left_out) if left_out.is_empty() => "ok".to_owned(),
        Verdict::Passed(left_out) => format!("ok, without {}", left_out.join("; ")),
        Verdict::Ignored(why) => format!("ignored, {why}"),
        Verdict::Failed(_) => "FAILED".to_owned(),
    };
    println!("test {} ... {word}", stem(file));
    verdict
}

fn judged(file: &Path) -> Verdict {
    let case = match Case::read(file) {
        Ok(case) => case,
        Err(error) => return Verdict::Failed(vec![format!("not a case: {error}")]),
    };
    if let Some(why) = case.exclusion(Host::Native) {
        return Verdict::Ignored(why.to_owned());
    }
    match catch_unwind(AssertUnwindSafe(|| native::run(&case))) {
        Ok(complaints) if complaints.is_empty() => Verdict::Passed(case.left_out(Host::Native)),
        Ok(complaints) => Verdict::Failed(std::iter::once(case.name).chain(complaints).collect()),
        Err(_) => Verdict::Failed(vec![case.name, "the engine panicked".to_owned()]),
    }
}

/// The complaints of every file that failed, and the closing line as libtest words it.
fn conclude(verdicts: &[(String, Verdict)], left_out: usize) -> ExitCode {
    let (mut passed, mut failed, mut ignored) = (0, 0, 0);
    for (name, verdict) in verdicts {
        match verdict {
            Verdict::Passed(_) => passed += 1,
            Verdict::Ignored(_) => ignored += 1,
            Verdict::Failed(complaints) => {
                failed += 1;
                println!(
                    "\n---- tests/cases/{name}.yml ----\n{}",
                    complaints.join("\n")
                );
            }
        }
    }
    let word = if failed == 0 { "ok" } else { "FAILED" };
    println!(
        "\ntest result: {word}. {passed} passed; {failed} failed; {ignored} ignored; 0 measured; {left_out} filtered out\n"
    );
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn stem(file: &Path) -> String {
    file.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
