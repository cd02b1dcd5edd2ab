//! The platform's chance.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_at_random(bytes: &mut [u8]);
}

/// How many values are fetched at a time: a call to the platform costs as much as fifty values.
const SUPPLY: usize = 64;

/// Fresh random bits, fetched in advance.
#[derive(Default)]
pub struct Chance {
    supply: Vec<u128>,
}

impl Chance {
    /// 128 bits that were given to nobody.
    pub fn next(&mut self) -> u128 {
        if let Some(bits) = self.supply.pop() {
            return bits;
        }
        let mut bytes = [0; SUPPLY * 16];
        fill_at_random(&mut bytes);
        let (values, _) = bytes.as_chunks::<16>();
        self.supply = values.iter().copied().map(u128::from_le_bytes).collect();
        self.supply.pop().unwrap_or_default()
    }
}
