//! What a caller may have meant whose path is no endpoint's.

use super::{Pattern, Segment};
use crate::gather::Gather as _;
use crate::nearest::Wanted;
use crate::sort;

/// What a pattern may cost to be near: up to three slips in one segment, or one segment too many
/// or too few.
const MOST: usize = 3;
const MISSING: usize = 3;
/// A segment that is another altogether.
const OTHER: usize = MOST + 1;
/// Paths of more segments have no near misses.
const LONGEST: usize = 32;

/// The patterns nearest to a path, at most so many of them, the nearest first and of equals the
/// first: those that differ by a slip or two, the type of a parameter, a `/` at the end or one
/// segment. None is also an answer.
///
/// The alignment of segments is found as an edit distance is (Wagner and Fischer), and given up
/// as soon as it costs too much.
pub fn near_misses<'a>(
    segments: &[String],
    patterns: impl Iterator<Item = (usize, &'a Pattern)>,
    most: usize,
) -> Vec<usize> {
    if segments.len() > LONGEST {
        return Vec::new();
    }
    let path: Vec<Wish> = segments.iter().map(|text| Wish::new(text)).gather();
    let costs = patterns.filter_map(|(index, pattern)| Some((cost(&path, pattern)?, index)));
    let near: Vec<(usize, usize)> = costs.gather();
    let cost = |place: usize| near.get(place).map(|(cost, _)| *cost);
    let nearest = sort::places(near.len(), &|a, b| cost(a).cmp(&cost(b)));
    let nearest = nearest.iter().take(most);
    nearest
        .filter_map(|place| near.get(*place).map(|(_, index)| *index))
        .gather()
}

/// The first difference between a pattern and a path, as a reason: `` `usres` is not `users` ``.
/// None if the path has the pattern.
pub fn difference(pattern: &Pattern, segments: &[String]) -> Option<String> {
    let mut texts = segments.iter();
    for segment in pattern.segments() {
        let Some(text) = texts.next() else {
            return Some(missing(segment));
        };
        match segment {
            Segment::Wildcard { name } if text.is_empty() && texts.len() == 0 => {
                return Some(format!("`*{name}` is empty"));
            }
            Segment::Wildcard { .. } => return None,
            Segment::Literal(literal) if literal == text => {}
            Segment::Literal(literal) => return Some(other(text, literal)),
            Segment::Parameter { name, .. } if text.is_empty() => {
                return Some(format!("`:{name}` is empty"));
            }
            Segment::Parameter { name, kind } => {
                if let Some(kind) = kind.filter(|kind| !kind.admits(text)) {
                    let kind = kind.name();
                    return Some(format!(
                        "`:{name}` is of type `{kind}`, which `{text}` is not"
                    ));
                }
            }
        }
    }
    texts.next().map(|text| surplus(text))
}

fn other(text: &str, literal: &str) -> String {
    match (text, literal) {
        ("", _) => format!("`{literal}` is missing"),
        (_, "") => "the path ends in `/` before that".to_owned(),
        _ => format!("`{text}` is not `{literal}`"),
    }
}

fn missing(segment: &Segment) -> String {
    match segment {
        Segment::Literal(text) if text.is_empty() => "the `/` at the end is missing".to_owned(),
        Segment::Literal(text) => format!("`{text}` is missing at the end"),
        Segment::Parameter { name, .. } => format!("`:{name}` is missing at the end"),
        Segment::Wildcard { name } => format!("`*{name}` is missing at the end"),
    }
}

fn surplus(text: &str) -> String {
    if text.is_empty() {
        return "there is a `/` too many at the end".to_owned();
    }
    format!("`{text}` is too many")
}

/// A segment of the request.
struct Wish<'a> {
    text: &'a str,
    /// None if it is too long to be misspelt.
    wanted: Option<Wanted>,
}

impl<'a> Wish<'a> {
    fn new(text: &'a str) -> Self {
        let wanted = Wanted::new(text);
        Wish { text, wanted }
    }

    /// What it costs to read this as that segment.
    fn cost_as(&self, segment: &Segment) -> usize {
        match segment {
            Segment::Literal(literal) => self.cost_as_literal(literal),
            Segment::Wildcard { .. } => 0,
            Segment::Parameter { .. } if self.text.is_empty() => MISSING,
            Segment::Parameter { kind, .. } => {
                usize::from(kind.is_some_and(|kind| !kind.admits(self.text)))
            }
        }
    }

    fn cost_as_literal(&self, literal: &str) -> usize {
        if self.text == literal {
            return 0;
        }
        let is_empty = self.text.is_empty() || literal.is_empty();
        let wanted = self.wanted.as_ref().filter(|_| !is_empty);
        let slips = wanted.and_then(|wanted| wanted.slips(literal));
        slips.map_or(OTHER, |slips| slips.max(1))
    }

    fn cost_to_leave_out(&self) -> usize {
        cost_of_absence(self.text)
    }
}

/// A `/` too many or too few is a small thing.
fn cost_of_absence(text: &str) -> usize {
    if text.is_empty() { 1 } else { MISSING }
}

fn cost_to_add(segment: &Segment) -> usize {
    match segment {
        Segment::Literal(text) => cost_of_absence(text),
        _ => MISSING,
    }
}

/// What it costs to read a path as a pattern; none if that is too much, or if it is more than
/// the least and nothing but parameters speaks for it.
fn cost(path: &[Wish], pattern: &Pattern) -> Option<usize> {
    let mut costs: Vec<usize> = vec![0];
    for wish in path {
        let before = costs.last().copied().unwrap_or(0);
        costs.push(before + wish.cost_to_leave_out());
    }
    for segment in pattern.segments() {
        costs = costs_with(&costs, path, segment);
        if costs.iter().min() > Some(&MOST) {
            return None;
        }
    }
    let cost = costs.last().copied()?;
    let is_near = cost <= 1 || cost <= MOST && shares_a_literal(path, pattern);
    is_near.then_some(cost)
}

/// The costs to read each beginning of the path as the pattern up to `segment`, from the costs
/// without it.
fn costs_with(without: &[usize], path: &[Wish], segment: &Segment) -> Vec<usize> {
    let is_wildcard = matches!(segment, Segment::Wildcard { .. });
    let to_add = cost_to_add(segment);
    let mut costs: Vec<usize> = without.iter().take(1).map(|cost| cost + to_add).gather();
    for (wish, pair) in path.iter().zip(without.windows(2)) {
        let [shorter, same] = pair else { continue };
        let left = costs.last().copied().unwrap_or(OTHER);
        let leaves_out = if is_wildcard {
            0
        } else {
            wish.cost_to_leave_out()
        };
        let can_pair = *shorter <= MOST;
        let paired = if can_pair {
            shorter + wish.cost_as(segment)
        } else {
            OTHER
        };
        costs.push(paired.min(same + to_add).min(left + leaves_out));
    }
    costs
}

fn shares_a_literal(path: &[Wish], pattern: &Pattern) -> bool {
    pattern.segments().iter().any(|segment| match segment {
        Segment::Literal(literal) if !literal.is_empty() => path
            .iter()
            .any(|wish| wish.cost_as_literal(literal) <= MOST),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Excerpt;
    use crate::http::Target;

    fn pattern(path: &str) -> Pattern {
        Pattern::parse(&Excerpt::verbatim(path, 0)).unwrap_or_else(|_| panic!("{path}"))
    }

    fn near<'a>(path: &str, patterns: &[&'a str]) -> Vec<&'a str> {
        let parsed: Vec<Pattern> = patterns.iter().map(|path| pattern(path)).collect();
        let found = near_misses(&Target::of(path).segments, parsed.iter().enumerate(), 3);
        found.into_iter().map(|index| patterns[index]).collect()
    }

    #[test]
    fn the_nearest_patterns_come_first() {
        let patterns = [
            "/users",
            "/users/:id|int",
            "/users/:id|int/orders",
            "/orders/:id",
            "/files/*rest",
            "/api/v1/things",
            "/",
            "/:page",
        ];
        let table: [(&str, &[&str]); 14] = [
            ("/users", &["/users", "/:page", "/users/:id|int"]),
            ("/usres", &["/:page", "/users"]),
            ("/USERS", &["/:page", "/users"]),
            ("/users/", &["/users", "/:page", "/users/:id|int"]),
            ("/users/abc", &["/users/:id|int", "/users"]),
            ("/user/7", &["/users/:id|int"]),
            (
                "/users/7/order",
                &["/users/:id|int/orders", "/users/:id|int"],
            ),
            ("/users/7/orders/1", &["/users/:id|int/orders"]),
            ("/file/a/b/c", &["/files/*rest"]),
            ("/v1/things", &["/api/v1/things"]),
            ("/api/things", &["/api/v1/things"]),
            ("/nothing/like/it", &[]),
            ("//", &["/"]),
            ("/completely/different", &[]),
        ];
        for (path, expected) in table {
            assert_eq!(near(path, &patterns), expected, "{path}");
        }
    }

    #[test]
    fn a_difference_is_worded() {
        let table = [
            ("/users/:id|int", "/users/7", None),
            (
                "/users/:id|int",
                "/users/x",
                Some("`:id` is of type `int`, which `x` is not"),
            ),
            ("/users/:id", "/usres/7", Some("`usres` is not `users`")),
            ("/users/:id", "/users/", Some("`:id` is empty")),
            ("/users/:id", "/users", Some("`:id` is missing at the end")),
            (
                "/users",
                "/users/",
                Some("there is a `/` too many at the end"),
            ),
            ("/users/", "/users", Some("the `/` at the end is missing")),
            ("/users", "/users/7", Some("`7` is too many")),
            ("/files/*rest", "/files/a/b", None),
            (
                "/files/*rest",
                "/files",
                Some("`*rest` is missing at the end"),
            ),
            ("/files/*rest", "/files/", Some("`*rest` is empty")),
            ("/files/*rest", "/files//", None),
            ("/users", "/", Some("`users` is missing")),
        ];
        for (path, requested, expected) in table {
            let segments = Target::of(requested).segments;
            let reason = difference(&pattern(path), &segments);
            assert_eq!(reason.as_deref(), expected, "{requested} for {path}");
        }
    }

    #[test]
    fn endless_paths_have_no_near_misses() {
        let path = "/users".repeat(100_000);
        assert!(near(&path, &["/users", "/users/*rest"]).is_empty());
    }
}
