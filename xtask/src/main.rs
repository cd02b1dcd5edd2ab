//! wasmock's build tool: `cargo xtask build` and `cargo xtask size`.
//!
//! It does what `wasm-pack` or `worker-build` would, from registries alone: cargo compiles the
//! crate for each [`host`], wasm-bindgen (as a library) writes the glue, `wasm-opt` and `esbuild`
//! (from npm, in `node_modules`) make it small and one file.

mod build;
mod host;
mod imports;
mod link;
mod node_modules;
mod size;
mod staging;
mod wasm;

use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(std::env::args().nth(1).as_deref()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Option<&str>) -> Result<ExitCode> {
    match command {
        Some("build") => build::all().map(|()| ExitCode::SUCCESS),
        Some("size") => size::check(),
        // Not for people: so rustc calls its linker, which this tool is while it builds.
        Some("-flavor") => link::link(std::env::args().skip(1)),
        _ => bail!(
            "a command is missing: `cargo xtask build` builds into build/, `cargo xtask size` weighs it"
        ),
    }
}

/// The repository's top folder: asked of cargo when it runs, since a checkout may have been copied
/// after the tool was compiled.
fn root() -> PathBuf {
    let own = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from);
    own.parent().unwrap_or(&own).to_owned()
}
