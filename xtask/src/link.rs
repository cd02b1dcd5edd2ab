//! rustc's linker for wasm, told of fewer exports.
//!
//! An export keeps all that it calls, and its types. The `worker` crate brings classes that are not
//! used here, and only the linker can still tell what hangs on them alone. So rustc calls this tool
//! in the linker's place, with `-flavor wasm` and the linker's arguments.

use anyhow::{Context, Result};
use std::process::{Command, ExitCode};

/// What the names of such exports have in them: bodies that are streams, and settings of products
/// of the platform. If there is none of a kind any more, nothing is lost.
const UNUSED: [&str; 4] = [
    "intounderlying",
    "containerstartupoptions",
    "minifyconfig",
    "r2range",
];

/// Links. rustc has its own linker's folder in the search path.
pub fn link(arguments: impl Iterator<Item = String>) -> Result<ExitCode> {
    let status = Command::new("rust-lld")
        .args(without_unused(arguments))
        .status()
        .context("rust-lld, the linker of rustup's toolchains, could not be started")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The arguments without `--export NAME` of what is not used.
fn without_unused(mut arguments: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept = Vec::new();
    while let Some(argument) = arguments.next() {
        if argument != "--export" {
            kept.push(argument);
        } else if let Some(name) = arguments.next().filter(|name| !is_unused(name)) {
            kept.extend([argument, name]);
        }
    }
    kept
}

fn is_unused(export: &str) -> bool {
    UNUSED.iter().any(|part| export.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_of_the_unused_are_left_out() {
        let arguments = ["-flavor", "wasm", "--export", "fetch_1", "--export"];
        let more = [
            "__wbindgen_describe_intounderlyingsink_write_2",
            "-o",
            "a.wasm",
        ];
        let kept = without_unused(arguments.into_iter().chain(more).map(str::to_owned));
        assert_eq!(
            kept,
            ["-flavor", "wasm", "--export", "fetch_1", "-o", "a.wasm"]
        );
    }
}
