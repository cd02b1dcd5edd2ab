//! How many webhooks each object has under way.

use std::cell::RefCell;

thread_local! {
    /// The ids of the objects that send, one for each webhook.
    static SENDERS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A webhook is under way, sent by the object of this id, for as long as this lives.
pub struct UnderWay(String);

impl UnderWay {
    /// Begins it.
    pub fn begin(object: String) -> UnderWay {
        SENDERS.with_borrow_mut(|senders| senders.push(object.clone()));
        UnderWay(object)
    }

    /// How many webhooks an object has under way.
    pub fn of(object: &str) -> u32 {
        let count = SENDERS
            .with_borrow(|senders| senders.iter().filter(|sender| *sender == object).count());
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        SENDERS.with_borrow_mut(|senders| {
            if let Some(place) = senders.iter().position(|sender| *sender == self.0) {
                senders.swap_remove(place);
            }
        });
    }
}
