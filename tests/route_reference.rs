//! The tree of routes against a matcher that tries every pattern on its own and sorts what fits.

#![allow(clippy::panic, reason = "a test may panic, its functions too")]

use proptest::prelude::*;
use wasmock::Excerpt;
use wasmock::parameter_type::ParameterType;
use wasmock::route::{Pattern, Routes, Segment};

/// How exact a segment of a pattern is; the smaller the more exact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Literal,
    Typed(ParameterType),
    Untyped,
    Wildcard,
}

/// A shape: whether its host is its own, the ranks of its segments, its endpoints, what it captures.
type Shape = (bool, Vec<Rank>, Vec<usize>, Vec<String>);

/// How a pattern fits a path and what it captures.
fn fit(pattern: &Pattern, segments: &[String]) -> Option<(Vec<Rank>, Vec<String>)> {
    let (mut ranks, mut captured, mut rest) = (Vec::new(), Vec::new(), segments);
    for segment in pattern.segments() {
        let (text, after) = rest.split_first()?;
        match segment {
            Segment::Wildcard { .. } => {
                ranks.push(Rank::Wildcard);
                captured.push(rest.join("/"));
                return (rest != [""]).then_some((ranks, captured));
            }
            Segment::Literal(literal) if literal == text => ranks.push(Rank::Literal),
            Segment::Literal(_) => return None,
            Segment::Parameter { kind, .. } => {
                let fits = !text.is_empty() && kind.is_none_or(|kind| kind.admits(text));
                captured.push(fits.then(|| text.clone())?);
                ranks.push(kind.map_or(Rank::Untyped, Rank::Typed));
            }
        }
        rest = after;
    }
    rest.is_empty().then_some((ranks, captured))
}

/// Every shape, the most exact first.
fn reference(endpoints: &[(Option<&str>, Pattern)], host: &str, segments: &[String]) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = Vec::new();
    for (index, (own, pattern)) in endpoints.iter().enumerate() {
        let fits = own.is_none_or(|own| own == host);
        let Some((ranks, captured)) = fit(pattern, segments).filter(|_| fits) else {
            continue;
        };
        let same = |shape: &&mut Shape| shape.0 == own.is_none() && shape.1 == ranks;
        match shapes.iter_mut().find(same) {
            Some(shape) => shape.2.push(index),
            None => shapes.push((own.is_none(), ranks, vec![index], captured)),
        }
    }
    shapes.sort();
    shapes
}

/// A segment of a pattern; `N` stands for a number that makes its name its own.
fn pattern_segments() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a",
        "b",
        "1",
        "",
        ":xN",
        ":xN",
        ":xN|int",
        ":xN|float",
        ":xN|string",
        ":xN|bool",
    ])
}

fn patterns() -> impl Strategy<Value = Pattern> {
    let segments = prop::collection::vec(pattern_segments(), 1..5);
    (segments, any::<bool>()).prop_map(|(mut segments, is_wild)| {
        segments.extend(is_wild.then_some("*rest"));
        let named = segments.iter().enumerate();
        let path: String = named
            .map(|(at, segment)| format!("/{}", segment.replace('N', &at.to_string())))
            .collect();
        Pattern::parse(&Excerpt::verbatim(&path, 0))
            .unwrap_or_else(|faults| panic!("{path}: {faults:?}"))
    })
}

fn hosts() -> impl Strategy<Value = Option<&'static str>> {
    prop::sample::select(vec![None, None, Some("h"), Some("i")])
}

fn request_segments() -> impl Strategy<Value = Vec<String>> {
    let segment = prop::sample::select(vec!["a", "b", "1", "1.5", "true", "", "c"]);
    prop::collection::vec(segment.prop_map(str::to_owned), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn shapes_are_found_in_the_order_of_the_reference(
        endpoints in prop::collection::vec((hosts(), patterns()), 0..25),
        paths in prop::collection::vec(request_segments(), 1..8),
    ) {
        let mut routes = Routes::default();
        for (index, (host, pattern)) in endpoints.iter().enumerate() {
            routes.insert(*host, pattern, index);
        }
        for segments in paths {
            let found: Vec<(Vec<usize>, Vec<String>)> = routes
                .find("h", &segments)
                .map(|shape| (shape.endpoints.to_vec(), shape.captured))
                .collect();
            let expected: Vec<(Vec<usize>, Vec<String>)> = reference(&endpoints, "h", &segments)
                .into_iter()
                .map(|(_, _, endpoints, captured)| (endpoints, captured))
                .collect();
            prop_assert_eq!(found, expected, "{:?}", segments);
        }
    }
}
