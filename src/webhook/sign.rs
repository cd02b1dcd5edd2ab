//! How a webhook is signed, as it is stored: secrets and keys by their names.

use super::FieldValue;
use crate::gather::Gather as _;
use crate::signature::{Key, KeyType, Order, Scheme, WEBHOOK_ID};

/// What is to be signed at each try, and with what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The scheme.
    pub scheme: Scheme,
    /// What the keys are.
    pub key_type: KeyType,
    /// The name of the signature's field.
    pub header: String,
    /// A signature with each.
    pub keys: Vec<SignKey>,
}

/// A secret or a private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignKey {
    /// Its text, or the name of the secret that holds it.
    pub value: FieldValue,
    /// What the author calls it.
    pub id: Option<String>,
}

impl Sign {
    /// The header fields that signing brings, in the place of any that the author gave.
    pub fn fields(&self) -> Vec<String> {
        let timestamp = self.scheme.timestamp_header().map(str::to_owned);
        let key_id = self.scheme.key_id_header(&self.header);
        let all = [timestamp, Some(self.header.clone()), key_id];
        all.into_iter().gather_given()
    }

    /// What a host is to sign at a try that begins at `now_ms`, milliseconds since the Unix epoch.
    /// `headers` are the fields that are sent; the time of the signing joins them.
    ///
    /// # Errors
    /// A secret is not set.
    pub(super) fn order(
        &self,
        headers: &mut Vec<(String, String)>,
        secret: &dyn Fn(&str) -> Option<String>,
        now_ms: u64,
    ) -> Result<Order, String> {
        let mut keys = Vec::new();
        for key in &self.keys {
            keys.push(key.resolve(secret)?);
        }
        let timestamp = now_ms / 1000;
        let own = self.fields();
        let is_own = |name: &str| own.iter().any(|own| own.eq_ignore_ascii_case(name));
        headers.retain(|(name, _)| !is_own(name));
        let is_id = |(name, _): &&(String, String)| name.eq_ignore_ascii_case(WEBHOOK_ID);
        let id = headers.iter().find(is_id).map_or("", |(_, value)| value);
        let before_body = self.scheme.before_body(id, timestamp);
        if let Some(name) = self.scheme.timestamp_header() {
            headers.push((name.to_owned(), timestamp.to_string()));
        }
        Ok(Order {
            scheme: self.scheme,
            key_type: self.key_type,
            header: self.header.clone(),
            before_body,
            keys,
        })
    }
}

impl SignKey {
    fn resolve(&self, secret: &dyn Fn(&str) -> Option<String>) -> Result<Key, String> {
        let name = match &self.value {
            FieldValue::Secret(name) => Some(name.clone()),
            FieldValue::Text(_) => None,
        };
        Ok(Key {
            name,
            text: self.value.resolve(secret)?,
            id: self.id.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Delivery;
    use super::super::entry::tests::delivery;
    use super::super::{Field, Verdict};
    use super::*;

    fn signed(scheme: Scheme, key_type: KeyType, header: &str) -> Delivery {
        let key = |name: &str, id: Option<&str>| SignKey {
            value: FieldValue::Secret(name.to_owned()),
            id: id.map(str::to_owned),
        };
        let mut delivery = delivery(Verdict::Scheduled);
        delivery.headers = vec![Field::text("webhook-id", "0193")];
        delivery.sign = Some(Sign {
            scheme,
            key_type,
            header: header.to_owned(),
            keys: vec![key("NEW", Some("k2")), key("OLD", None)],
        });
        delivery
    }

    fn secret(name: &str) -> Option<String> {
        Some(format!("the text of {name}"))
    }

    #[test]
    fn an_order_is_made_anew_at_each_try() {
        let delivery = signed(
            Scheme::StandardWebhooks,
            KeyType::Secret,
            "webhook-signature",
        );
        for (now_ms, timestamp) in [
            (1_674_087_231_999, "1674087231"),
            (1_674_087_236_000, "1674087236"),
        ] {
            let message = delivery.message(&secret, now_ms).unwrap();
            let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
            let headers = [
                field("webhook-id", "0193"),
                field("webhook-timestamp", timestamp),
            ];
            assert_eq!(message.headers, headers);
            let order = message.order.unwrap();
            assert_eq!(order.before_body, format!("0193.{timestamp}."));
            let texts: Vec<&str> = order.keys.iter().map(|key| key.text.as_str()).collect();
            assert_eq!(texts, ["the text of NEW", "the text of OLD"]);
        }
    }

    #[test]
    fn the_id_that_is_signed_is_the_one_that_is_sent() {
        let mut delivery = signed(
            Scheme::StandardWebhooks,
            KeyType::Secret,
            "webhook-signature",
        );
        delivery.headers = vec![
            Field::text("Webhook-Id", "own"),
            Field::text("Webhook-Timestamp", "0"),
            Field::text("WEBHOOK-SIGNATURE", "v1,forged"),
        ];
        let message = delivery.message(&secret, 5_000).unwrap();
        let names: Vec<&str> = message
            .headers
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(names, ["Webhook-Id", "webhook-timestamp"]);
        assert_eq!(message.order.unwrap().before_body, "own.5.");
    }

    #[test]
    fn an_order_says_all_that_a_host_has_to_know() {
        let delivery = signed(Scheme::RsaSha256, KeyType::PrivateKey, "X-Signature");
        let message = delivery.message(&secret, 5_000).unwrap();
        assert_eq!(
            message.order.unwrap().to_json().to_text(),
            r#"{"scheme":"rsa-sha256","keyType":"private-key","header":"X-Signature","#.to_owned()
                + r#""keyIdHeader":"X-Signature-Key-Id","beforeBody":"","keys":["#
                + r#"{"name":"NEW","text":"the text of NEW","id":"k2"},"#
                + r#"{"name":"OLD","text":"the text of OLD","id":null}]}"#
        );
    }

    #[test]
    fn a_secret_that_is_not_set_is_named() {
        let delivery = signed(Scheme::HmacSha256, KeyType::Secret, "X-Journey-Signature");
        let only_new = |name: &str| secret(name).filter(|_| name == "NEW");
        let refused = delivery.message(&only_new, 5_000);
        assert_eq!(refused, Err("the secret `OLD` is not set".to_owned()));
    }
}
