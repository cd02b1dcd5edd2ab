//! `cargo xtask size`: what the Worker weighs, against a budget.

use crate::{build, root, wasm};
use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::process::ExitCode;

/// Bytes in a kB, as the budget counts.
const KB: usize = 1000;

/// The most that the Worker's wasm may weigh, as it is.
const WASM_BUDGET: usize = 625 * KB;

/// The most that the Worker's wasm may weigh, compressed.
const WASM_GZIP_BUDGET: usize = 263 * KB;

/// The most that the whole upload may weigh, compressed: the free plan allows 3 MB.
const UPLOAD_GZIP_BUDGET: usize = 291 * KB;

/// How many parts are listed.
const PARTS: usize = 12;

/// Prints the sizes and fails when one is over its budget.
pub fn check() -> Result<ExitCode> {
    let wasm = read("build/worker/engine.wasm")?;
    let scripts = [read("build/worker/index.js")?, read("js/worker.js")?].concat();
    let upload = wasm.len() + scripts.len();
    let upload_gzip = gzip(&wasm)? + gzip(&scripts)?;
    let rows = [
        ("wasm", wasm.len(), Some(WASM_BUDGET)),
        ("wasm, gzip", gzip(&wasm)?, Some(WASM_GZIP_BUDGET)),
        ("upload", upload, None),
        ("upload, gzip", upload_gzip, Some(UPLOAD_GZIP_BUDGET)),
    ];
    let within = rows.map(|(what, size, budget)| report(what, size, budget));
    list_parts()?;
    Ok(if within.contains(&false) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn read(name: &str) -> Result<Vec<u8>> {
    let path = root().join(name);
    fs::read(&path).with_context(|| {
        format!(
            "cannot read {}; run `cargo xtask build` first",
            path.display()
        )
    })
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// Prints one row; tells whether it is within its budget.
fn report(what: &str, size: usize, budget: Option<usize>) -> bool {
    let within = budget.is_none_or(|budget| size <= budget);
    let note = match budget {
        None => String::new(),
        Some(budget) => format!(
            "  of {} kB{}",
            budget / KB,
            if within { "" } else { "  OVER THE BUDGET" }
        ),
    };
    println!("{what:<14}{:>8}{note}", kb(size));
    within
}

fn kb(size: usize) -> String {
    format!("{}.{} kB", size / KB, size % KB / 100)
}

fn list_parts() -> Result<()> {
    let Ok(named) = fs::read(build::named_module()) else {
        return Ok(());
    };
    println!("the largest parts of the wasm, by the names of its functions:");
    for (part, size) in wasm::parts(&named)?.into_iter().take(PARTS) {
        println!("  {part:<28}{:>8}", kb(size));
    }
    Ok(())
}
