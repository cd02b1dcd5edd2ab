//! Chance as a function of a seed: the same on every host.

use rand_pcg::Lcg128Xsl64;
use rand_pcg::rand_core::Rng;

/// The stream of the generator; any constant does.
const STREAM: u128 = 0x0a02_bdbf_7bb3_c0a7_ac28_fa16_a64a_bf96;

/// A generator of random values (PCG XSL RR 128/64). Not for secrets.
#[derive(Clone, Debug)]
pub struct Generator(Lcg128Xsl64);

impl Generator {
    /// A generator whose values depend on the seed alone.
    pub fn new(seed: u128) -> Self {
        Generator(Lcg128Xsl64::new(seed, STREAM))
    }

    /// 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A whole number from `min` to `max`, both included, each as likely as any other. Bounds in
    /// the wrong order are swapped.
    pub fn between(&mut self, min: i64, max: i64) -> i64 {
        let (min, max) = (min.min(max), min.max(max));
        match max.abs_diff(min).checked_add(1) {
            Some(count) => min.wrapping_add_unsigned(self.below(count)),
            None => self.next_u64().cast_signed(),
        }
    }

    /// A version 4 UUID in lower case (RFC 9562, section 5.4).
    pub fn uuid(&mut self) -> String {
        let (high, low) = (self.next_u64(), self.next_u64());
        let version_4 = (high & !0xf000) | 0x4000;
        let variant_10 = (low & (u64::MAX >> 2)) | (1 << 63);
        let [node_high, node_low] = [variant_10 >> 48, variant_10 & 0xffff_ffff_ffff];
        format!(
            "{:08x}-{:04x}-{:04x}-{node_high:04x}-{node_low:012x}",
            version_4 >> 32,
            (version_4 >> 16) & 0xffff,
            version_4 & 0xffff,
        )
    }

    /// A number below `count`, which is not zero. The values past the last whole multiple of
    /// `count` are drawn again, else the low numbers would be likelier.
    fn below(&mut self, count: u64) -> u64 {
        let surplus = (u64::MAX % count + 1) % count;
        loop {
            let drawn = self.next_u64();
            if drawn <= u64::MAX - surplus {
                return drawn % count;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_follow_from_the_seed_alone() {
        let mut first = Generator::new(42);
        let mut again = Generator::new(42);
        let mut other = Generator::new(43);
        let uuid = first.uuid();
        assert_eq!(uuid, again.uuid());
        assert_ne!(uuid, other.uuid());
        assert_ne!(uuid, first.uuid());
    }

    /// Written down once: a change here changes every seeded answer of every user.
    #[test]
    fn the_values_stay_the_same_from_version_to_version() {
        let mut generator = Generator::new(7);
        assert_eq!(generator.next_u64(), 4_313_720_881_687_547_665);
        assert_eq!(generator.between(1, 100), 55);
        assert_eq!(generator.uuid(), "884733e5-c208-4e64-9da3-326082b0d86f");
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut generator = Generator::new(1);
        let bounds = [
            (1, 3),
            (3, 1),
            (-1, 1),
            (5, 5),
            (i64::MIN, i64::MAX),
            (i64::MIN, i64::MIN + 1),
            (0, i64::MAX),
        ];
        for (min, max) in bounds {
            for _ in 0..100 {
                let number = generator.between(min, max);
                let within = min.min(max)..=min.max(max);
                assert!(within.contains(&number), "{number} for {min} to {max}");
            }
        }
    }

    #[test]
    fn every_number_of_a_small_range_comes_about_equally_often() {
        let mut generator = Generator::new(3);
        let mut counts = [0; 6];
        for _ in 0..6000 {
            let face = generator.between(1, 6);
            counts[usize::try_from(face - 1).unwrap()] += 1;
        }
        assert!(
            counts.iter().all(|count| (850..1150).contains(count)),
            "{counts:?}"
        );
    }

    #[test]
    fn a_uuid_has_its_version_and_variant() {
        let mut generator = Generator::new(0);
        for _ in 0..100 {
            let uuid = generator.uuid();
            assert!(
                crate::parameter_type::ParameterType::Uuid.admits(&uuid),
                "{uuid}"
            );
            assert_eq!(uuid.as_bytes()[14], b'4', "{uuid}");
            assert!(b"89ab".contains(&uuid.as_bytes()[19]), "{uuid}");
        }
    }
}
