//! The platform's chance.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_at_random(bytes: &mut [u8]);
}

/// 128 fresh random bits.
pub fn random_bits() -> u128 {
    let mut bytes = [0; 16];
    fill_at_random(&mut bytes);
    u128::from_le_bytes(bytes)
}
