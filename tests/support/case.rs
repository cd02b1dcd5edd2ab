//! A case as its file says it: one mocks file, and the requests made to it. The format is told
//! in `tests/cases/README.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::de::Error;
use serde::{Deserialize, Deserializer};
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
    /// The hosts on which alone the case can be observed.
    #[serde(default, deserialize_with = "one_or_more")]
    only: Option<Vec<Host>>,
    /// Why it can't be observed on another; `only` asks for it.
    why: Option<String>,
    /// The hosts that can't play the case, each with the reason.
    #[serde(default)]
    except: Reasons,
    /// Variables of the host: for `settings: {env: …}` and for `$env:NAME`.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// What a refusal must say; `None` where the file must load.
    pub refused: Option<Vec<String>>,
    /// The requests, in order.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// A host that plays cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Host {
    /// This runner.
    Native,
    /// The Worker, over HTTP.
    Workerd,
    /// The package's `mock.fetch`.
    Node,
    /// `wasmock serve`, over HTTP.
    Serve,
    /// The service worker in Chromium.
    Chromium,
    /// The service worker in Firefox.
    Firefox,
}

/// Why hosts leave something out.
type Reasons = BTreeMap<Host, String>;

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
    /// What the sink answers at a path, one status after the other.
    #[serde(default)]
    pub sink_status: BTreeMap<String, Vec<u16>>,
    /// The hosts that leave the step out, each with the reason.
    #[serde(default)]
    except: Reasons,
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
            _ if case.only.as_ref().is_some_and(Vec::is_empty) => {
                Err("`only` names no host".into())
            }
            _ if case.reasons().any(|why| why.trim().is_empty()) => {
                Err("`except` asks for a reason for each host".into())
            }
            (Some(_), false) => Err("a refused file has no steps".into()),
            (None, true) => Err("neither `steps` nor `refused`".into()),
            _ => Ok(case),
        }
    }

    /// The mocks file, with the address of the sink in its place.
    pub fn mocks(&self) -> String {
        self.mocks.replace("$SINK", SINK)
    }

    /// Why a host can't play the case; `None` where it can.
    pub fn exclusion(&self, host: Host) -> Option<&str> {
        match &self.only {
            Some(only) if !only.contains(&host) => self.why.as_deref(),
            _ => self.except.get(&host).map(String::as_str),
        }
    }

    /// The steps that a host leaves out, in words.
    pub fn left_out(&self, host: Host) -> Vec<String> {
        (1..)
            .zip(&self.steps)
            .filter_map(|(number, step)| {
                Some(format!("step {number}: {}", step.except.get(&host)?))
            })
            .collect()
    }

    /// Every reason of an `except`.
    fn reasons(&self) -> impl Iterator<Item = &String> {
        let steps = self.steps.iter().flat_map(|step| step.except.values());
        self.except.values().chain(steps)
    }
}

impl Step {
    /// Whether a host plays the step.
    pub fn is_for(&self, host: Host) -> bool {
        !self.except.contains_key(&host)
    }
}

/// A host, or a list of hosts.
fn one_or_more<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<Host>>, D::Error> {
    let hosts = match Value::deserialize(from)? {
        list @ Value::Sequence(_) => serde_yaml::from_value(list),
        one => serde_yaml::from_value(one).map(|host| vec![host]),
    };
    hosts.map(Some).map_err(D::Error::custom)
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
