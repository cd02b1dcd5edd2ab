//! A mocks file compiled.

use super::Engine;
use super::compiler::Compiler;
use super::dispatch::Dispatch;
use super::endpoint::Endpoint;
use super::fault::EndpointFault as Fault;
use super::subscription::Subscriptions;
use crate::diagnostic::{Report, Source};
use crate::gather::Gather as _;
use crate::{sort, spec};

/// Reads and compiles a mocks file.
pub(super) fn load(source: &Source) -> Result<Engine, Report> {
    let (file, diagnostics) = spec::read(source);
    let mut compiler = Compiler::new(&file.settings, diagnostics);
    let mut endpoints = Vec::new();
    for endpoint in &file.endpoints {
        if let Some(endpoint) = Endpoint::compile(endpoint, &mut compiler) {
            endpoints.push(endpoint);
        }
    }
    let subscriptions = Subscriptions::compile(&file.subscriptions, &mut compiler);
    if !compiler.has_errors() {
        warn_of_shadows(&endpoints, source, &mut compiler);
    }
    let report = Report::new(source.clone(), compiler.into_diagnostics());
    if report.has_errors() {
        return Err(report);
    }
    Ok(Engine {
        dispatch: Dispatch::new(endpoints),
        subscriptions,
        settings: file.settings,
        warnings: report,
    })
}

/// Warns of each endpoint that can never answer, because those before it of the same host and path
/// always do.
fn warn_of_shadows(endpoints: &[Endpoint], source: &Source, compiler: &mut Compiler) {
    let shapes: Vec<String> = endpoints.iter().map(shape).gather();
    let shapes: Vec<&str> = shapes.iter().map(String::as_str).gather();
    // Of each shape those that always answer, at the place of the shape's first endpoint.
    let mut answering: Vec<Vec<&Endpoint>> = vec![Vec::new(); endpoints.len()];
    for (endpoint, first) in endpoints.iter().zip(sort::firsts(&shapes)) {
        let Some(before) = answering.get_mut(first) else {
            continue;
        };
        match shadow(endpoint, before) {
            Some(other) => {
                let (line, _) = source.line_column(other.span.start);
                compiler.warning(&Fault::Shadowed(line), endpoint.span);
            }
            None if endpoint.is_unconditional() => before.push(endpoint),
            None => {}
        }
    }
}

/// The host and the path's shape: endpoints that have the same are asked in turn.
fn shape(endpoint: &Endpoint) -> String {
    let host = endpoint.host.as_deref().unwrap_or_default();
    format!("{host}{}", endpoint.pattern.shape())
}

/// The first of those that always answer, if they leave `endpoint` no method.
fn shadow<'a>(endpoint: &Endpoint, before: &[&'a Endpoint]) -> Option<&'a Endpoint> {
    let answers = |method: &String| {
        let answers = |other: &&&Endpoint| other.names(method) || other.names("ANY");
        before.iter().find(answers).copied()
    };
    let others = endpoint.methods.iter().map(answers).gather_some();
    others?.first().copied()
}
