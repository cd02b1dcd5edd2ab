//! A folder that is built aside and put in its place whole.
//!
//! `wrangler dev` watches the built files and ends when it sees a JavaScript and a wasm that do
//! not fit: a build must never be visible half done.

use crate::host::Host;
use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

/// The name of the file that tells what a folder was built from.
const STAMP: &str = "built-from";

/// The folder in which a host is built.
pub fn open(host: Host) -> Result<PathBuf> {
    let folder = sibling(host, "new");
    remove(&folder)?;
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// Puts the built folder in its place, the old one away, and notes what it was built from.
pub fn close(host: Host, staged: &Path, fingerprint: &str) -> Result<()> {
    fs::write(staged.join(STAMP), fingerprint)?;
    let old = sibling(host, "old");
    remove(&old)?;
    if host.folder().exists() {
        fs::rename(host.folder(), &old)?;
    }
    fs::rename(staged, host.folder())?;
    remove(&old)
}

/// Whether the host's folder was built from just these inputs.
pub fn is_current(host: Host, fingerprint: &str) -> bool {
    fs::read_to_string(host.folder().join(STAMP)).is_ok_and(|stamp| stamp == fingerprint)
}

/// A name for the contents of files: the inputs of a build.
pub fn fingerprint(files: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        hasher.write(file.to_string_lossy().as_bytes());
        hasher.write_usize(bytes.len());
        hasher.write(&bytes);
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}

fn sibling(host: Host, suffix: &str) -> PathBuf {
    host.folder().with_extension(suffix)
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}
