//! `cargo xtask build`: the crate compiled, bound, made small and bundled, for each host.

use crate::host::Host;
use crate::{imports, node_modules, root, staging, wasm};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// The wasm features that every host has; rustc emits them, `wasm-opt` must be told.
const WASM_FEATURES: [&str; 6] = [
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-reference-types",
];

/// How hard `wasm-opt` works, and for what: size; a second round finds more.
///
/// No address below 1024 is used, as `--low-memory-unused` asks: there lies the far end of the
/// stack. Large functions are not put into their one caller, and neighbours by name are left
/// neighbours: that makes the module 9 kB larger, and 12 kB smaller once it is compressed.
/// Branches and loops made anew, out of code laid flat, are 4 kB smaller.
const OPTIMISATION: [&str; 8] = [
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=30",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--reorder-functions-by-name",
];

/// Where `cargo xtask size` finds the Worker's module with its names.
pub fn named_module() -> PathBuf {
    root().join("target/xtask-worker-named.wasm")
}

/// Builds every host.
pub fn all() -> Result<()> {
    node_modules::tool("wasm-opt")?;
    node_modules::tool("esbuild")?;
    Host::ALL.into_iter().try_for_each(one)
}

fn one(host: Host) -> Result<()> {
    let compiled = compile(host)?;
    let fingerprint = staging::fingerprint(&inputs(host, &compiled)?)?;
    if staging::is_current(host, &fingerprint) {
        println!("  {} is up to date", host.shown_folder());
        return Ok(());
    }
    let staged = staging::open(host)?;
    bind(host, &compiled, &staged)?;
    imports::shorten(&staged.join("engine.js"), &staged.join("engine_bg.wasm"))?;
    if host == Host::Worker {
        bundle(&staged)?;
    }
    optimise(host, &staged)?;
    staging::close(host, &staged, &fingerprint)?;
    println!("  {} is built", host.shown_folder());
    Ok(())
}

/// All that a host's folder is made from, this tool itself among them.
fn inputs(host: Host, compiled: &Path) -> Result<Vec<PathBuf>> {
    let mut files = vec![compiled.to_owned(), std::env::current_exe()?];
    if host == Host::Worker {
        files.extend(files_of("js/core")?);
        files.extend(files_of("js/records")?);
        files.extend(files_of("js/worker")?);
        files.extend(files_of("js/signature")?);
        files.extend(files_of("js/webhooks")?);
        files.extend(files_of("www")?);
    }
    Ok(files)
}

/// Compiles the crate and gives the place of the module.
fn compile(host: Host) -> Result<PathBuf> {
    println!("  cargo: compiling for {}", host.feature());
    let target = root().join("target").join(host.feature());
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(root())
        .args([
            "build",
            "--profile",
            host.profile(),
            "--quiet",
            "--lib",
            "--package",
            "wasmock",
        ])
        .args([
            "--target",
            "wasm32-unknown-unknown",
            "--features",
            host.feature(),
        ])
        .arg("--target-dir")
        .arg(&target)
        .env("CARGO_ENCODED_RUSTFLAGS", rustc_flags()?.join("\u{1f}"))
        .status()
        .context("cargo could not be started")?;
    if !status.success() {
        bail!(
            "the crate does not compile; if the target is missing: `rustup target add wasm32-unknown-unknown`"
        );
    }
    let built = target.join("wasm32-unknown-unknown").join(host.profile());
    Ok(built.join("wasmock.wasm"))
}

/// What rustc is told of every crate: to link by this tool ([`link`](crate::link)), to take the
/// small form of SHA-256, and to leave the builder's folders out of the messages of panics, where
/// they would be in every module.
fn rustc_flags() -> Result<Vec<String>> {
    let own = std::env::current_exe()?;
    let mut flags = vec![
        format!("-Clinker={}", own.display()),
        "-Clinker-flavor=wasm-ld".to_owned(),
        "--cfg=sha2_backend=\"soft\"".to_owned(),
        "--cfg=sha2_backend_soft=\"compact\"".to_owned(),
    ];
    for folder in registries()? {
        flags.push(format!("--remap-path-prefix={}=", folder.display()));
    }
    Ok(flags)
}

/// The folders in which cargo keeps the sources of crates, one for each registry.
fn registries() -> Result<Vec<PathBuf>> {
    let own_folder = std::env::home_dir().map(|home| home.join(".cargo"));
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let sources = cargo_home
        .or(own_folder)
        .unwrap_or_default()
        .join("registry/src");
    if !sources.exists() {
        return Ok(Vec::new());
    }
    let mut folders = fs::read_dir(sources)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    folders.sort();
    Ok(folders)
}

/// Writes `engine_bg.js` or `engine.js`, and `engine_bg.wasm`.
fn bind(host: Host, compiled: &Path, staged: &Path) -> Result<()> {
    println!("  wasm-bindgen: writing the glue");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name("engine")
        .typescript(false)
        .remove_producers_section(true);
    match host {
        // The glue of `module` can make its instance anew, which a panic calls for.
        Host::Worker => bindgen.module(true)?.reset_state_function(true),
        Host::Web => bindgen
            .web(true)?
            .omit_default_module_path(true)
            .reset_state_function(true),
    };
    bindgen.generate(staged)
}

/// Makes `engine.wasm` of `engine_bg.wasm`.
fn optimise(host: Host, staged: &Path) -> Result<()> {
    println!("  wasm-opt: making the module small");
    let bound = staged.join("engine_bg.wasm");
    let named = staged.join("named.wasm");
    node_modules::run(
        node_modules::tool("wasm-opt")?
            .args(OPTIMISATION)
            .arg("--debuginfo")
            .args(WASM_FEATURES)
            .arg(&bound)
            .arg("-o")
            .arg(&named),
    )?;
    let module = fs::read(&named)?;
    fs::write(staged.join("engine.wasm"), wasm::stripped(&module)?)?;
    if host == Host::Worker {
        fs::rename(&named, named_module())?;
    } else {
        fs::remove_file(&named)?;
    }
    fs::remove_file(bound).map_err(Into::into)
}

/// Makes one ES module of the glue and of js/worker/ with all that it imports, which leaves two imports to the
/// platform: the wasm and the platform's own module.
fn bundle(staged: &Path) -> Result<()> {
    println!("  esbuild: bundling index.js");
    let glue = staged.join("engine.js");
    import_as_module(&glue)?;
    let listing = staged.join("pages.js");
    fs::write(&listing, page_module()?)?;
    node_modules::run(
        node_modules::tool("esbuild")?
            .arg("js/worker/index.js")
            .args(["--bundle", "--format=esm", "--target=es2022", "--minify"])
            .args(["--log-level=warning", "--legal-comments=none"])
            .args(["--external:./engine.wasm", "--external:cloudflare:*"])
            .arg(format!("--alias:wasmock-engine={}", glue.display()))
            .arg(format!("--alias:wasmock-pages={}", listing.display()))
            .arg(format!("--outfile={}", staged.join("index.js").display())),
    )?;
    clear_bundled(staged)
}

/// Leaves `index.js` and `engine.wasm` alone in the folder.
fn clear_bundled(staged: &Path) -> Result<()> {
    fs::remove_file(staged.join("engine.js"))?;
    fs::remove_file(staged.join("pages.js"))?;
    let snippets = staged.join("snippets");
    if snippets.exists() {
        fs::remove_dir_all(snippets)?;
    }
    Ok(())
}

/// The glue asks for its module by a source-phase import, which workerd does not know; there an
/// import of a wasm file is that same thing.
fn import_as_module(glue: &Path) -> Result<()> {
    let written = r#"import source wasmModule from "./engine_bg.wasm";"#;
    let text = fs::read_to_string(glue)?;
    if text.matches(written).count() != 1 {
        bail!("wasm-bindgen's glue has changed: `{written}` is not in it");
    }
    let wanted = r#"import wasmModule from "./engine.wasm";"#;
    fs::write(glue, text.replace(written, wanted)).map_err(Into::into)
}

/// The files of a folder, but for hidden ones, editors' and systems', and for folders within it.
fn files_of(folder: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = fs::read_dir(root().join(folder));
    for entry in entries.with_context(|| format!("cannot read {folder}/"))? {
        let entry = entry?;
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if !is_hidden && entry.path().is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// A module whose default export maps the names of the page's files, all in `www/`, to their texts.
fn page_module() -> Result<String> {
    let mut texts = serde_json::Map::new();
    for path in files_of("www")? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        texts.insert(name.into_owned(), text.into());
    }
    Ok(format!(
        "export default {};\n",
        serde_json::Value::from(texts)
    ))
}
