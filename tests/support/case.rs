//! A case as its file says it: one mocks file, and the requests made to it. The format is told
//! in `tests/cases/README.md`.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_yaml::{Mapping, Value};

/// What stands for `$SINK` in a mocks file.
pub const SINK: &str = "http://127.0.0.1:4000";

/// One file of `tests/cases/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What the file is about.
    pub name: String,
    mocks: String,
    /// Files beside the mocks file; no native step reads one yet.
    #[serde(default, rename = "files")]
    _files: Mapping,
    /// The host on which alone the case can be observed.
    pub only: Option<Host>,
    /// Why it can't be observed on another; `only` asks for it.
    pub why: Option<String>,
    /// Variables of the host: for `settings: {env: …}` and for `$env:NAME`.
    #[serde(default)]
    pub env: std::collections::BTreeMap<String, String>,
    /// What a refusal must say; `None` where the file must load.
    pub refused: Option<Vec<String>>,
    /// The requests, in order.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// A host that runs cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Host {
    /// This runner.
    Native,
    /// The Worker, over HTTP.
    Workerd,
}

/// A request and what must come of it. What is not named is not checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Step {
    /// What is sent; a step without one waits.
    pub request: Option<Sent>,
    /// Seconds to wait.
    pub wait: Option<f64>,
    /// The status of the answer.
    pub status: Option<u16>,
    /// Header fields of the answer; null: it must be absent.
    #[serde(default)]
    pub headers: Mapping,
    /// The body as JSON.
    pub json: Option<Value>,
    /// The body to the byte.
    pub text: Option<String>,
    /// What the sink receives because of this step.
    pub sink: Option<Vec<Received>>,
    /// What the sink answers: of no matter here, where nothing is sent.
    #[serde(default, rename = "sink-status")]
    _sink_status: Mapping,
}

/// A request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    method: Option<String>,
    /// Path and query, sent as they are written.
    pub path: String,
    /// Header fields.
    #[serde(default)]
    pub headers: Mapping,
    /// The body as a value, sent as compact JSON with its content type.
    pub json: Option<Value>,
    /// The body to the byte.
    pub text: Option<String>,
}

/// A webhook as it arrives at the sink.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// Its method.
    pub method: Option<String>,
    /// Its path and query.
    pub path: String,
    /// Header fields; null: it must be absent.
    #[serde(default)]
    pub headers: Mapping,
    /// The body as JSON.
    pub json: Option<Value>,
    /// The body to the byte.
    pub text: Option<String>,
    /// Seconds after the answer.
    pub after: Option<f64>,
}

impl Case {
    /// Reads a case.
    ///
    /// # Errors
    /// What is wrong with the case itself.
    pub fn read(file: &Path) -> Result<Case, String> {
        let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
        let case: Case = serde_yaml::from_str(&text).map_err(|error| error.to_string())?;
        match (&case.refused, case.steps.is_empty()) {
            _ if case.only.is_some() != case.why.is_some() => Err("`only` asks for `why`".into()),
            (Some(_), false) => Err("a refused file has no steps".into()),
            (None, true) => Err("neither `steps` nor `refused`".into()),
            _ => Ok(case),
        }
    }

    /// The mocks file, with the address of the sink in its place.
    pub fn mocks(&self) -> String {
        self.mocks.replace("$SINK", SINK)
    }
}

impl Sent {
    /// The method; `GET` where none is named.
    pub fn method(&self) -> &str {
        self.method.as_deref().unwrap_or("GET")
    }
}

/// The case files, in the order of their names.
pub fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder tests/cases")
        .map(|entry| entry.expect("an entry of tests/cases").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yml"))
        .collect();
    files.sort();
    files
}
