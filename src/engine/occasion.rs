//! What the planning of the webhooks of one request shares.

use super::endpoint::Endpoint;
use super::subscription::Event;
use crate::webhook::EndpointName;

/// What the planning of the webhooks of one request shares.
#[derive(Clone)]
pub(super) struct Occasion<'a> {
    /// The endpoint that answered, for the history.
    pub(super) endpoint: &'a EndpointName,
    /// The same as the file declares it.
    pub(super) declared: &'a Endpoint,
    /// Where the request went: a URL that is a path goes there too.
    pub(super) origin: String,
    /// What was asked for.
    pub(super) path_and_query: String,
    /// What the subscription that is being planned is sent for.
    pub(super) event: Option<&'a Event>,
    /// When the answer is given, in milliseconds since the Unix epoch.
    pub(super) answered_ms: u64,
}
