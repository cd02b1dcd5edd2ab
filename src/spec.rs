//! The mocks file as its author wrote it: read, checked for shape and spelling, and turned into
//! plain data. Conditions and templates stay texts that know their places; what compiles them
//! can so point into the file.
//!
//! Each noun of the file has a module with its data, its keys and its decoding. All of them read
//! through [`Fields`](fields::Fields), report to one [`Sink`], and go on.

mod condition;
mod context;
pub mod delay;
mod endpoint;
mod fault;
mod fields;
mod file;
mod header;
pub mod keys;
mod object;
mod payload;
mod required;
mod response;
mod retry;
mod settings;
mod sign;
mod sink;
mod subscription;
mod suggestion;
#[cfg(test)]
mod tests;
mod verify;
mod webhook;
pub mod yaml;

pub use delay::{Delay, DelayFault};
pub use endpoint::{Endpoint, QueryRule, Sample};
pub use fault::SpecFault;
pub use file::File;
pub use header::Header;
pub use object::{Object, ObjectField};
pub use payload::Payload;
pub use response::{Body, Response};
pub use settings::Settings;
pub use sign::Sign;
pub use sink::Sink;
pub use subscription::{Event, Subscription};
pub use verify::Verify;
pub use webhook::{BasicAuth, Webhook};

use crate::diagnostic::{Diagnostic, Source};

/// Reads a mocks file. Always gives what could be read and everything that is wrong with it, up
/// to the first mistake of YAML's syntax; a file with errors is not to be served.
pub fn read(source: &Source) -> (File, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let documents = yaml::read(source, &mut sink);
    let mut context = context::Context {
        text: source.text(),
        sink: &mut sink,
    };
    let file = file::decode(&documents, &mut context);
    (file, sink.into_diagnostics())
}
