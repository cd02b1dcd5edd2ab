//! Why a request proves nothing of its sender.

use super::proof::SIGNATURES;

/// Why a request proves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A header field is missing, or empty.
    Missing(String),
    /// Its field holds no credentials of the scheme.
    NoCredentials(&'static str),
    /// Its field holds no signature of this version.
    NoSignature(&'static str),
    /// It carries more signatures than are tried.
    ManySignatures,
    /// The time of its signature is none.
    WrongTimestamp,
    /// The time of its signature is past, by so many seconds.
    Old(u64),
    /// The time of its signature is to come, in so many seconds.
    Early(u64),
}

impl Fault {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Fault::Missing(name) => format!("the header `{name}` is missing"),
            Fault::NoCredentials(scheme) => {
                format!("the header `authorization` has not the form of `{scheme} …`")
            }
            Fault::NoSignature(version) => {
                format!("the header `webhook-signature` has no signature `{version},…`")
            }
            Fault::ManySignatures => format!("it carries more than {SIGNATURES} signatures"),
            Fault::WrongTimestamp => {
                "the header `webhook-timestamp` is not a number of seconds".to_owned()
            }
            Fault::Old(seconds) => format!("its timestamp is too old: {seconds} s ago"),
            Fault::Early(seconds) => format!("its timestamp is too far ahead: in {seconds} s"),
        }
    }
}
