//! Requests and answers as plain data, and the reading of their parts: the URL is cut and decoded
//! here alone, so that no two hosts can disagree about it.

mod cookie;
mod cors;
mod credentials;
mod form;
mod headers;
mod multipart;
mod parameter;
mod percent;
mod request;
mod response;
mod retry_after;
mod target;

pub use cors::{allow_origin, preflight_method, preflight_response};
pub use credentials::credentials;
pub use headers::{Headers, join_field};
pub use percent::{decode, decode_pairs};
pub use request::Request;
pub use response::Response;
pub use retry_after::retry_after;
pub use target::Target;
pub(crate) use target::is_dot_segment;
