//! Whole numbers of any size without a sign, the ground under the decimals.

use crate::gather::Gather as _;
use std::cmp::Ordering;

/// What one limb counts to: nine decimal digits.
const BASE: u64 = 1_000_000_000;
const LIMB_DIGITS: usize = 9;

/// Limbs of nine decimal digits, the lowest first, none of them a leading zero.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Magnitude(Vec<u32>);

impl Magnitude {
    /// The number of these decimal digits; none is zero.
    pub(super) fn from_digits(digits: &[u8]) -> Self {
        let limb = |chunk: &[u8]| {
            chunk.iter().fold(0_u32, |limb, digit| {
                limb * 10 + u32::from(digit.saturating_sub(b'0'))
            })
        };
        Self::trimmed(digits.rchunks(LIMB_DIGITS).map(limb).gather())
    }

    /// Its decimal digits without leading zeros; none for zero.
    pub(super) fn to_digits(&self) -> Vec<u8> {
        let limbs = self.0.iter().rev();
        let padded: String = limbs.map(|limb| format!("{limb:09}")).collect();
        padded.trim_start_matches('0').into()
    }

    pub(super) fn successor(&self) -> Magnitude {
        self.plus(&Magnitude::from_digits(b"1"))
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn plus(&self, other: &Magnitude) -> Magnitude {
        let mut carry = 0_u64;
        let longest = self.0.len().max(other.0.len());
        let mut sum: Vec<u32> = (0..longest)
            .map(|at| push_out(self.limb(at) + other.limb(at), &mut carry))
            .gather();
        sum.push(push_out(0, &mut carry));
        Self::trimmed(sum)
    }

    /// The difference; zero where `other` is greater.
    pub(super) fn minus(&self, other: &Magnitude) -> Magnitude {
        if self.compare(other).is_lt() {
            return Magnitude(Vec::new());
        }
        let mut borrow = 0_u64;
        let difference = (0..self.0.len()).map(|at| {
            let limb = BASE + self.limb(at) - other.limb(at) - borrow;
            borrow = u64::from(limb < BASE);
            low(limb)
        });
        Self::trimmed(difference.gather())
    }

    pub(super) fn times(&self, other: &Magnitude) -> Magnitude {
        let mut product = vec![0_u32; self.0.len() + other.0.len()];
        for (shift, left) in self.0.iter().enumerate() {
            let mut carry = 0_u64;
            let row = product.iter_mut().skip(shift);
            for (at, place) in row.enumerate().take(other.0.len() + 1) {
                let limb = u64::from(*left) * other.limb(at) + u64::from(*place);
                *place = push_out(limb, &mut carry);
            }
        }
        Self::trimmed(product)
    }

    /// The quotient, rounded half up. `None` where the divisor is zero.
    ///
    /// Long division in decimal digits: at most nine subtractions for each digit.
    pub(super) fn quotient(dividend: &[u8], divisor: &Magnitude) -> Option<Magnitude> {
        if divisor.is_zero() {
            return None;
        }
        let mut rest = Magnitude(Vec::new());
        let mut quotient = Vec::with_capacity(dividend.len());
        for digit in dividend {
            rest.shift_in(*digit);
            quotient.push(b'0' + rest.take_out(divisor));
        }
        let quotient = Magnitude::from_digits(&quotient);
        let rounds_up = rest.plus(&rest).compare(divisor).is_ge();
        Some(if rounds_up {
            quotient.successor()
        } else {
            quotient
        })
    }

    pub(super) fn compare(&self, other: &Magnitude) -> Ordering {
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// Ten times the number, and the digit.
    fn shift_in(&mut self, digit: u8) {
        let mut carry = u64::from(digit.saturating_sub(b'0'));
        for limb in &mut self.0 {
            *limb = push_out(u64::from(*limb) * 10, &mut carry);
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    /// Subtracts `other` as often as it goes, at most nine times, and tells how often.
    fn take_out(&mut self, other: &Magnitude) -> u8 {
        let mut times = 0;
        while times < 9 && self.compare(other).is_ge() {
            *self = self.minus(other);
            times += 1;
        }
        times
    }

    fn limb(&self, at: usize) -> u64 {
        self.0.get(at).copied().map_or(0, u64::from)
    }

    fn trimmed(mut limbs: Vec<u32>) -> Self {
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        Magnitude(limbs)
    }
}

/// The low limb of `value` and what was carried into it; the rest is carried on. `value` is at most
/// `BASE * BASE`, which leaves room for any carry.
fn push_out(value: u64, carry: &mut u64) -> u32 {
    let sum = value + *carry;
    *carry = sum / BASE;
    low(sum)
}

/// The lowest nine digits.
fn low(value: u64) -> u32 {
    u32::try_from(value % BASE).unwrap_or(0)
}
