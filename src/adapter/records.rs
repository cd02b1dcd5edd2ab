//! Records as hosts keep them, judged by a condition: js/records/ asks for each.

use crate::json::Value;
use crate::{Condition, journal};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    /// The condition that was asked for last: it is asked for of one record after the other.
    static LAST: RefCell<Option<(String, Condition)>> = const { RefCell::new(None) };
}

/// Whether a condition holds for a record, JSON text. A condition that does not compile, which is
/// told before, holds for none.
#[wasm_bindgen(js_name = recordFits)]
pub fn record_fits(condition: &str, record: &str) -> bool {
    let Some(past) = Value::parse(record).ok().as_ref().and_then(journal::past) else {
        return false;
    };
    LAST.with_borrow_mut(|last| {
        if !matches!(last, Some((known, _)) if known == condition) {
            let compiled = Condition::compile(condition).ok();
            *last = compiled.map(|compiled| (condition.to_owned(), compiled));
        }
        last.as_ref()
            .is_some_and(|(_, condition)| condition.holds(&past))
    })
}
