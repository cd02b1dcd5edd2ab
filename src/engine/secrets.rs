//! Which secrets and keys a file needs: by their names, since only a host knows their values.

use super::signing::SigningKey;
use super::verification::{Verification, VerifyingKey};
use super::{Engine, plan};
use crate::gather::Gather as _;
use crate::redaction::Redaction;
use crate::signature::KeyType;
use crate::sort;

impl Engine {
    /// The names of the secrets that webhooks need when they are sent (`$env:NAME`), each once, in
    /// alphabetical order; a host warns at load of those that are not set.
    pub fn secret_names(&self) -> Vec<String> {
        let mut secrets = Vec::new();
        for plan in self.active_plans() {
            secrets.extend(plan.secrets());
        }
        let secret = |place: &usize| secrets.get(*place).copied();
        let sorted = sort::places(secrets.len(), &|a, b| secret(&a).cmp(&secret(&b)));
        let mut names: Vec<String> = sorted.iter().filter_map(secret).map(str::to_owned).gather();
        names.dedup();
        names
    }

    /// The secrets and keys by name that requests are verified with, each once: a host warns at load of
    /// those that are not set or can't be used.
    pub fn verifying_keys(&self) -> Vec<VerifyingKey> {
        let mut keys: Vec<VerifyingKey> = Vec::new();
        for verification in self.verifications() {
            for key in verification.keys() {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        keys
    }

    /// What is not shown of requests and webhooks: the secrets of the file, whose values `value` gives by
    /// their names, those that stand in the file itself, and the header fields that carry one.
    pub fn redaction(&self, value: &dyn Fn(&str) -> Option<String>) -> Redaction {
        let names = self.hidden_names();
        let secrets: Vec<String> = names.iter().filter_map(|name| value(name)).gather();
        Redaction::new(
            &secrets,
            &self.written_secrets(),
            &self.secret_header_names(),
        )
    }

    /// The names of all that is secret to the file: what webhooks need, and what requests are verified
    /// with but for public keys.
    fn hidden_names(&self) -> Vec<String> {
        let mut names = self.secret_names();
        let keys = self.verifying_keys().into_iter();
        for key in keys.filter(|key| key.key_type != KeyType::PublicKey) {
            if !names.contains(&key.name) {
                names.push(key.name);
            }
        }
        names
    }

    /// The secrets that stand in the file itself.
    fn written_secrets(&self) -> Vec<String> {
        let mut secrets = Vec::new();
        for verification in self.verifications() {
            secrets.extend(verification.written_secrets());
        }
        for plan in self.plans() {
            secrets.extend(plan.written_secrets());
        }
        secrets
    }

    /// The names, in lower case, of the header fields by which requests carry a secret as it is.
    fn secret_header_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in self.verifications().filter_map(Verification::secret_header) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn verifications(&self) -> impl Iterator<Item = &Verification> {
        let endpoints = self.dispatch.endpoints().iter();
        endpoints.filter_map(|endpoint| endpoint.verification.as_ref())
    }

    /// The secrets and private keys by name that webhooks are signed with, each once: a host warns at
    /// load of those that can't be used, and serves the public keys.
    pub fn signing_keys(&self) -> Vec<SigningKey> {
        let mut keys: Vec<SigningKey> = Vec::new();
        for plan in self.active_plans() {
            for key in plan.signing_keys() {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        keys
    }

    pub(super) fn active_plans(&self) -> impl Iterator<Item = &plan::Plan> {
        self.plans().into_iter().filter(|plan| plan.active)
    }
}
