//! A way through the choices of a template, and all others after it.

/// The most choices on a way.
const MOST_CHOICES: usize = 64;

/// The choices of one way through a template: which was taken, of how many.
#[derive(Default)]
pub(super) struct Path {
    taken: Vec<(usize, usize)>,
    next: usize,
}

impl Path {
    /// The choice to take here, the first where none was taken before.
    pub(super) fn choose(&mut self, count: usize) -> Option<usize> {
        let at = self.next;
        self.next = at.checked_add(1).filter(|next| *next <= MOST_CHOICES)?;
        if at == self.taken.len() {
            self.taken.push((0, count));
        }
        self.taken.get(at).map(|(taken, _)| *taken)
    }

    /// Goes on to the next way; false after the last.
    pub(super) fn advance(&mut self) -> bool {
        self.next = 0;
        while let Some((taken, count)) = self.taken.pop() {
            let next = taken.saturating_add(1);
            if next < count {
                self.taken.push((next, count));
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_is_taken_once() {
        let mut path = Path::default();
        let mut ways = Vec::new();
        loop {
            let first = path.choose(2).unwrap();
            // The second way has a choice more.
            ways.push((first, (first == 1).then(|| path.choose(3).unwrap())));
            if !path.advance() {
                break;
            }
        }
        assert_eq!(ways, [(0, None), (1, Some(0)), (1, Some(1)), (1, Some(2))]);
    }

    #[test]
    fn a_way_of_too_many_choices_ends() {
        let mut path = Path::default();
        assert!((0..MOST_CHOICES).all(|_| path.choose(2) == Some(0)));
        assert_eq!(path.choose(2), None);
    }
}
