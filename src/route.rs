//! Which endpoint answers a request.
//!
//! A [`Pattern`] is a path as the file has it. [`Routes`] holds all of them in trees, one a host
//! and one for endpoints without a host, and finds the [`Shape`]s that a path has, the most
//! exact first: at each segment a literal, then a typed parameter, then an untyped one, then a
//! wildcard. Where nothing answers, [`near_misses`] tells what the caller may have meant.

mod fault;
mod near;
mod pattern;
mod reader;
mod tree;
mod walk;

#[cfg(test)]
mod tests;

pub use fault::RouteFault;
pub use near::{difference, near_misses};
pub use pattern::{Pattern, Segment};
pub use tree::Routes;
pub use walk::{Shape, WrongType};
