//! A request.

use super::{Headers, Target, cookie, form};

/// A request as it came in, before anything of it was decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The method, in any case.
    pub method: String,
    /// The absolute URL as the client sent it: nothing decoded, nothing normalised.
    pub url: String,
    /// The header fields.
    pub headers: Headers,
    /// The body, empty where there is none.
    pub body: Vec<u8>,
}

impl Request {
    /// A request without header fields and body.
    ///
    /// ```
    /// use wasmock::Request;
    /// let request = Request::new("POST", "http://localhost/users")
    ///     .with_header("content-type", "application/x-www-form-urlencoded")
    ///     .with_body("name=Ada+L");
    /// assert_eq!(request.form(), [("name".to_owned(), "Ada L".to_owned())]);
    /// ```
    pub fn new(method: &str, url: &str) -> Self {
        Request {
            method: method.to_owned(),
            url: url.to_owned(),
            ..Request::default()
        }
    }

    /// A `GET` of a URL.
    pub fn get(url: &str) -> Self {
        Request::new("GET", url)
    }

    /// The request with one more header field.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.append(name, value);
        self
    }

    /// The request with this body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// The parts of its URL, decoded.
    pub fn target(&self) -> Target {
        Target::of(&self.url)
    }

    /// The text fields of a form in its body, urlencoded or multipart, in their order; none if its
    /// Content-Type is another.
    pub fn form(&self) -> Vec<(String, String)> {
        let content_type = self.headers.get("content-type").unwrap_or_default();
        form::fields(content_type, &self.body)
    }

    /// Its cookies, in their order.
    pub fn cookies(&self) -> Vec<(String, String)> {
        let mut cookies = Vec::new();
        for (name, value) in self.headers.iter() {
            if name.eq_ignore_ascii_case("cookie") {
                cookies.extend(cookie::cookies(value));
            }
        }
        cookies
    }
}
