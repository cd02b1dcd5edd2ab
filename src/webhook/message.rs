//! A webhook as it goes over the wire.

use super::Delivery;
use crate::http::{Request, join_field};
use crate::signature::Order;
use crate::sort;

/// A webhook as it goes over the wire, its secrets in their places. Never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The method, in upper case.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// The header fields.
    pub headers: Vec<(String, String)>,
    /// The body; `None` for `GET` and `HEAD`, which carry none.
    pub body: Option<String>,
    /// What the host is to sign before it sends it; the signatures join the header fields.
    pub order: Option<Order>,
}

impl Delivery {
    /// The message of a try that begins at `now_ms`, milliseconds since the Unix epoch, with the
    /// secrets that `secret` finds by name.
    ///
    /// # Errors
    /// The reason why it can't be sent: a secret is not set.
    pub fn message(
        &self,
        secret: &dyn Fn(&str) -> Option<String>,
        now_ms: u64,
    ) -> Result<Message, String> {
        let mut headers = Vec::new();
        for field in &self.headers {
            headers.push((field.name.clone(), field.value.resolve(secret)?));
        }
        if let Some(auth) = &self.basic_auth {
            headers.retain(|(name, _)| !name.eq_ignore_ascii_case("authorization"));
            headers.push(("authorization".to_owned(), auth.resolve(secret)?));
        }
        let order = match &self.sign {
            Some(sign) => Some(sign.order(&mut headers, secret, now_ms)?),
            None => None,
        };
        Ok(Message {
            method: self.method.clone(),
            url: self.url.clone(),
            headers,
            body: self.whole_body(secret)?,
            order,
        })
    }

    /// The body as it is sent.
    fn whole_body(
        &self,
        secret: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Option<String>, String> {
        let Some(body) = self.body.as_ref().filter(|_| self.carries_body()) else {
            return Ok(None);
        };
        let body = match &self.body_secret {
            Some(place) => place.fill(body, secret)?,
            None => body.clone(),
        };
        Ok(Some(body))
    }
}

/// The fields that a platform sets by itself: given by an author they would contradict it.
const OWN_FIELDS: [&str; 3] = ["host", "content-length", "transfer-encoding"];

impl Message {
    /// The header fields that are the author's to set.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.headers.iter();
        let fields = fields.map(|(name, value)| (name.as_str(), value.as_str()));
        fields.filter(|(name, _)| !OWN_FIELDS.iter().any(|own| own.eq_ignore_ascii_case(name)))
    }

    /// The message as a request, as `Headers` of the Fetch Standard has its fields: a name in lower
    /// case and once, its values joined, in the order of the names.
    pub fn request(&self) -> Request {
        let mut fields = vec![("host".to_owned(), self.host().to_owned())];
        for (name, value) in self.fields() {
            join_field(&mut fields, &name.to_ascii_lowercase(), value);
        }
        let name = |place: usize| fields.get(place).map(|(name, _)| name);
        let places = sort::places(fields.len(), &|a, b| name(a).cmp(&name(b)));
        Request {
            method: self.method.clone(),
            url: self.url.clone(),
            headers: sort::arranged(fields, &places).into(),
            body: self.body.clone().unwrap_or_default().into_bytes(),
        }
    }

    /// The host of the URL, with its port.
    fn host(&self) -> &str {
        let (_, rest) = self.url.split_once("://").unwrap_or_default();
        rest.split('/').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::tests::delivery;
    use super::super::{BodySecret, Verdict};

    fn sent(body: &str, at: usize) -> Result<Option<String>, String> {
        let mut delivery = delivery(Verdict::Scheduled);
        delivery.body = Some(body.to_owned());
        delivery.body_secret = Some(BodySecret {
            name: "KEY".to_owned(),
            at,
        });
        let secret = |name: &str| (name == "KEY").then(|| "a\"b".to_owned());
        delivery.message(&secret, 0).map(|message| message.body)
    }

    #[test]
    fn a_secret_stands_where_its_place_says_and_nowhere_else() {
        let body = r#"{"a":"***","secret":"***"}"#;
        let whole = r#"{"a":"***","secret":"a\"b"}"#;
        assert_eq!(sent(body, 20), Ok(Some(whole.to_owned())));
        for at in [19, 21, 25, 400] {
            assert!(sent(body, at).is_err(), "{at}");
        }
        assert!(
            sent(r#"{"a":"***","secret":"*"#, 20).is_err(),
            "cut for the history"
        );
    }

    #[test]
    fn a_webhook_without_a_body_wants_no_secret_for_it() {
        let mut delivery = delivery(Verdict::Scheduled);
        delivery.body_secret = Some(BodySecret {
            name: "KEY".to_owned(),
            at: 0,
        });
        assert!(delivery.message(&|_| None, 0).is_err());
        delivery.method = "GET".to_owned();
        assert_eq!(delivery.message(&|_| None, 0).unwrap().body, None);
    }
}
