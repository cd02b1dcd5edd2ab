//! Filters that write a text in another alphabet.

use base16ct::lower as base16;
use base64ct::{Base64, Encoding};
use percent_encoding::percent_decode_str;

use super::FilterName;
use crate::{digest, escape};

/// The encoded text; missing where what is to be decoded is not in the alphabet.
pub(super) fn encode(filter: FilterName, text: &str) -> Option<String> {
    Some(match filter {
        FilterName::UrlEncode => escape::url_component(text),
        FilterName::UrlEscape => escape::form_component(text),
        FilterName::UrlDecode => percent_decode_str(text).decode_utf8_lossy().into_owned(),
        FilterName::Base64 => Base64::encode_string(text.as_bytes()),
        FilterName::Base64Decode => {
            let bytes = Base64::decode_vec(text.trim()).ok()?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
        FilterName::Hex => base16::encode_string(text.as_bytes()),
        FilterName::Sha256 => digest::hex(text),
        _ => escape::markup(text),
    })
}
