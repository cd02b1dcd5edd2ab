//! One declared webhook, and what it comes to for one request.

use super::address::{has_own_host, url_fault};
use super::carried::Verifier;
use super::compiler::Compiler;
use super::content::{Content, FieldTemplate, Owner};
use super::object::ObjectPlan;
use super::occasion::Occasion;
use super::payload;
use super::signing::{Signing, SigningKey};
use crate::diagnostic::{Diagnostic, Excerpt, Fault as _};
use crate::escape::without_controls;
use crate::expression::{Expression, Scope};
use crate::gather::Gather as _;
use crate::retry::Retry;
use crate::spec::{self, Delay, Payload};
use crate::template::{Medium, Template};
use crate::webhook::{BasicAuth, Chain, Delivery, Field, ObjectFacts, Verdict};

/// A compiled webhook.
#[derive(Debug)]
pub(super) struct Plan {
    /// `None`: the path of the endpoint that answers.
    pub(super) name: Option<String>,
    /// Whether it is sent at all.
    pub(super) active: bool,
    /// The index of the webhook that it comes after, among those of the endpoint.
    pub(super) after: Option<usize>,
    /// How many come before it.
    pub(super) depth: usize,
    pub(super) object: ObjectPlan,
    condition: Option<Expression>,
    url: Template,
    /// The URL as written, for webhooks that are not sent.
    written_url: String,
    method: String,
    delay: Delay,
    timeout_ms: u64,
    retry: Option<Retry>,
    content: Content,
    payload: Payload,
    /// What stands in the payload for the receiver to know it by.
    secret: Option<FieldTemplate>,
    basic_auth: Option<(FieldTemplate, FieldTemplate)>,
    signing: Option<Signing>,
    /// The hosts that it may go to, where its own is a template.
    allowed_hosts: Option<Vec<String>>,
}

impl Plan {
    /// Compiles a webhook.
    pub(super) fn compile(webhook: &spec::Webhook, compiler: &mut Compiler) -> Plan {
        let written = webhook.url.without_final_line_end();
        let url = compiler.template(&written, Some(Medium::Url));
        // A template that was refused, which has been reported, is empty and so another text.
        let fixed = url.as_text().filter(|text| text == written.text());
        if let Some(fault) = fixed.and_then(|text| url_fault(&text)) {
            compiler.error(&fault, webhook.url.full_span());
        }
        let basic_auth = webhook.basic_auth.as_ref().map(|auth| {
            let username = FieldTemplate::compile(&auth.username, Owner::Webhook, compiler);
            let password = FieldTemplate::compile(&auth.password, Owner::Webhook, compiler);
            (username, password)
        });
        let allowed_hosts = (!has_own_host(&url)).then(|| compiler.settings().allow_hosts.clone());
        Plan {
            name: webhook.name.clone(),
            active: webhook.active,
            after: None,
            depth: 0,
            object: ObjectPlan::compile(webhook, compiler),
            condition: compiler.condition(webhook.condition.as_ref()),
            url,
            written_url: webhook.url.text().to_owned(),
            method: webhook.method.clone(),
            delay: webhook.delay,
            timeout_ms: webhook.timeout_ms,
            retry: webhook.retry.clone(),
            content: content(webhook, compiler),
            payload: webhook.payload.unwrap_or(Payload::Body),
            secret: None,
            basic_auth,
            signing: webhook
                .sign
                .as_ref()
                .map(|sign| Signing::compile(sign, compiler)),
            allowed_hosts,
        }
    }

    /// Compiles the secret for the payload.
    pub(super) fn keep_secret(&mut self, secret: Option<&Excerpt>, compiler: &mut Compiler) {
        let compile = |secret| FieldTemplate::compile(secret, Owner::Webhook, compiler);
        let secret = secret.map(compile);
        self.secret = secret.filter(|_| self.payload == Payload::Event);
    }

    /// The webhook of one request. What can't be sent is planned too, for the history.
    pub(super) fn deliver(&self, scope: &Scope, occasion: &Occasion) -> Delivery {
        let mut delivery = self.begun(scope, occasion);
        let question = self.object.question(self.name.as_deref(), scope, occasion);
        let asked = question.clone().unwrap_or_default();
        delivery.object = asked.map(ObjectFacts::Asked);
        if let Some(reason) = self.left_out(scope) {
            delivery.verdict = Verdict::Skipped(reason);
            return delivery;
        }
        let filled = question.and_then(|_| self.fill(&mut delivery, scope, occasion));
        if let Err(reason) = filled {
            delivery.verdict = Verdict::Failed(reason);
        }
        delivery
    }

    /// What is known of the webhook before anything of it is rendered.
    fn begun(&self, scope: &Scope, occasion: &Occasion) -> Delivery {
        let delay_ms = scope.chance.pick_ms(self.delay.min_ms, self.delay.max_ms);
        Delivery {
            id: scope.chance.uuid(),
            name: self.name_for(occasion).to_owned(),
            endpoint: occasion.endpoint.clone(),
            verdict: Verdict::Scheduled,
            method: self.method.clone(),
            url: self.written_url.clone(),
            headers: Vec::new(),
            basic_auth: None,
            body: None,
            body_secret: None,
            scheduled_at_ms: occasion.answered_ms,
            due_at_ms: occasion.answered_ms.saturating_add(delay_ms),
            timeout_ms: self.timeout_ms,
            longest_ms: self.delay.max_ms.saturating_add(self.timeout_ms),
            retry: self.retry.clone(),
            sign: None,
            after: None,
            followers: Vec::new(),
            allowed_hosts: self.allowed_hosts.clone(),
            chain: None,
            object: None,
        }
    }

    /// Why it is not to be sent for this request.
    fn left_out(&self, scope: &Scope) -> Option<String> {
        let holds = |condition: &Expression| condition.holds(scope);
        match self.condition.as_ref().is_none_or(holds) {
            true => self.object.lacks(scope),
            false => Some("its `if` is false".to_owned()),
        }
    }

    fn name_for<'a>(&'a self, occasion: &'a Occasion) -> &'a str {
        self.name.as_ref().unwrap_or(&occasion.endpoint.path)
    }

    /// Renders the URL, the header fields and the body.
    fn fill(
        &self,
        delivery: &mut Delivery,
        scope: &Scope,
        occasion: &Occasion,
    ) -> Result<(), String> {
        let url = self.url.render(scope).map_err(failed)?;
        if let Some(fault) = url_fault(&url) {
            return Err(format!("`{url}`: {}", fault.message()));
        }
        if url.starts_with('/') {
            let path = without_controls(&url);
            delivery.url = format!("{}{path}", occasion.origin);
            delivery.chain = Some(Chain::default());
            delivery.allowed_hosts = None;
        } else {
            delivery.url = url;
        }
        let (fields, body) = self.content.render(scope).map_err(failed)?;
        delivery.headers = with_defaults(fields, &delivery.id);
        delivery.body = body;
        self.fill_envelope(delivery, scope, occasion)?;
        if let Some((username, password)) = &self.basic_auth {
            delivery.basic_auth = Some(BasicAuth {
                username: username.render(scope).map_err(failed)?,
                password: password.render(scope).map_err(failed)?,
            });
        }
        if let Some(signing) = &self.signing {
            delivery.sign = Some(signing.render(scope).map_err(failed)?);
        }
        Ok(())
    }

    /// Puts the envelope of the event or the object in the place of the body.
    fn fill_envelope(
        &self,
        delivery: &mut Delivery,
        scope: &Scope,
        occasion: &Occasion,
    ) -> Result<(), String> {
        let name = self.name_for(occasion);
        if self.payload == Payload::Event {
            let (id, secret) = (&delivery.id, self.secret.as_ref());
            let event = payload::event(id, name, secret, occasion, scope).map_err(failed)?;
            (delivery.body, delivery.body_secret) = (Some(event.0), event.1);
        }
        if let Some((body, at)) = self.object.envelope(name, scope) {
            delivery.body = Some(body);
            if let Some(ObjectFacts::Asked(question)) = &mut delivery.object {
                question.at = Some(at);
            }
        }
        Ok(())
    }

    /// What its signatures are checked with, if it is signed.
    pub(super) fn verifier(&self) -> Option<Verifier> {
        self.signing.as_ref().map(Signing::verifier)
    }

    /// The keys that it is signed with and that do not stand in the file.
    pub(super) fn signing_keys(&self) -> Vec<SigningKey> {
        let signing = self.signing.as_ref();
        signing.map(Signing::signing_keys).unwrap_or_default()
    }

    /// Its URL as written, if its host is a template and no host is allowed.
    pub(super) fn stray_url(&self) -> Option<&str> {
        let hosts = self.allowed_hosts.as_ref()?;
        (self.active && hosts.is_empty()).then_some(&self.written_url)
    }

    /// Its secrets that stand in the file. A user is none, only the password.
    pub(super) fn written_secrets(&self) -> impl Iterator<Item = String> {
        let password = self.basic_auth.iter().map(|(_, password)| password);
        let written = password
            .chain(&self.secret)
            .filter_map(FieldTemplate::written);
        let signing = self.signing.iter().flat_map(Signing::written_secrets);
        self.content.written_secrets().chain(written).chain(signing)
    }

    /// The names of the secrets that it needs.
    pub(super) fn secrets(&self) -> Vec<&str> {
        let mut templates = self.content.fields();
        if let Some((username, password)) = &self.basic_auth {
            templates.extend([username, password]);
        }
        templates.extend(&self.secret);
        if let Some(signing) = &self.signing {
            templates.extend(signing.keys());
        }
        let templates = templates.into_iter();
        templates.filter_map(FieldTemplate::secret).gather()
    }
}

/// Why a webhook could not be made.
pub(super) fn failed(diagnostic: Diagnostic) -> String {
    format!("a template failed: {}", diagnostic.message)
}

/// The header fields and the body; an envelope is JSON.
fn content(webhook: &spec::Webhook, compiler: &mut Compiler) -> Content {
    let (headers, body) = (&webhook.headers, webhook.body.as_ref());
    let content = Content::compile(headers, body, Owner::Webhook, compiler);
    match webhook.payload {
        Some(Payload::Event | Payload::Object) => content.of_json(),
        Some(Payload::Body) | None => content,
    }
}

/// The fields after the defaults that they do not replace.
fn with_defaults(fields: Vec<Field>, id: &str) -> Vec<Field> {
    let agent = concat!("wasmock/", env!("CARGO_PKG_VERSION"));
    let mut all = vec![
        Field::text("user-agent", agent),
        Field::text("webhook-id", id),
    ];
    all.retain(|default| {
        !fields
            .iter()
            .any(|field| field.name.eq_ignore_ascii_case(&default.name))
    });
    all.extend(fields);
    all
}
