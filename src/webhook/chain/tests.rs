//! How deep, how many, and the same again where a try is.

use super::super::entry::tests::delivery;
use super::*;
use crate::retry::Pace;

/// So many webhooks that call the mocks, and so many that go out.
fn planned(calls: usize, others: usize) -> Vec<Delivery> {
    let call = Chain {
        depth: 0,
        budget: 0,
    };
    let chains = std::iter::repeat_n(Some(call), calls);
    let chains = chains.chain(std::iter::repeat_n(None, others));
    let one = |chain| Delivery {
        chain,
        ..delivery(Verdict::Scheduled)
    };
    chains.map(one).collect()
}

fn bounded(mut planned: Vec<Delivery>, chain: Chain) -> Vec<Delivery> {
    bound(planned.iter_mut(), chain);
    planned
}

fn is_sent(delivery: &&Delivery) -> bool {
    delivery.verdict == Verdict::Scheduled
}

/// How many webhooks descend from a request whose every call is answered with `calls` more and
/// `others` that go out, each call being tried `tries` times.
fn descendants(chain: Chain, calls: usize, others: usize, tries: usize) -> usize {
    let mut all = planned(calls, others);
    for delivery in &mut all {
        delivery.retry = (tries > 1).then(|| Retry {
            pace: Pace::Attempts(tries),
            on: Vec::new(),
        });
    }
    let all = bounded(all, chain);
    let sent = all.iter().filter(is_sent);
    sent.map(|one| {
        let calls_of = (0..tries).filter_map(|failed| one.call(failed));
        let below = calls_of.map(|call| descendants(call.chain, calls, others, tries));
        1 + below.sum::<usize>()
    })
    .sum()
}

#[test]
fn what_is_left_is_shared_among_the_calls() {
    let all = bounded(planned(3, 2), Chain::default());
    let budgets: Vec<_> = all.iter().map(|one| one.chain).collect();
    let share = |budget| Some(Chain { depth: 1, budget });
    assert_eq!(budgets, [share(32), share(32), share(31), None, None]);
}

#[test]
fn no_more_descend_than_may_however_wide_and_deep() {
    for (calls, others, tries) in [
        (1, 0, 1),
        (1, 1, 1),
        (2, 0, 1),
        (2, 3, 1),
        (7, 0, 1),
        (150, 0, 1),
        (0, 150, 1),
        (1, 0, 3),
        (2, 1, 2),
        (3, 0, 20),
    ] {
        let sum = descendants(Chain::default(), calls, others, tries);
        assert!(sum <= 100, "{sum} of {calls}, {others} in {tries} tries");
        let is_wide = calls > 1 || others > 100;
        assert!(
            !is_wide || sum > 50,
            "{sum} of {calls}, {others} in {tries} tries"
        );
    }
    assert_eq!(descendants(Chain::default(), 1, 0, 1), 8, "a single chain");
    assert_eq!(descendants(Chain::default(), 0, 150, 1), 100);
    assert_eq!(descendants(Chain::default(), 3, 0, 1), 100);
}

#[test]
fn what_is_left_out_says_why_and_costs_nothing() {
    let deep = Chain {
        depth: 8,
        budget: 5,
    };
    for one in bounded(planned(1, 1), deep) {
        assert!(matches!(&one.verdict, Verdict::Skipped(why) if why.contains("8 deep")));
    }
    let mut all = planned(0, 4);
    all[0].verdict = Verdict::Failed("no".to_owned());
    let all = bounded(
        all,
        Chain {
            depth: 7,
            budget: 2,
        },
    );
    assert_eq!(all.iter().filter(is_sent).count(), 2);
    let last = &all[3].verdict;
    assert!(matches!(last, Verdict::Skipped(why) if why.contains("100 webhooks")));
}

#[test]
fn tries_share_what_may_descend() {
    let mut one = planned(1, 0).remove(0);
    one.chain = Some(Chain {
        depth: 3,
        budget: 9,
    });
    one.retry = Some(Retry {
        pace: Pace::Schedule(vec![0, 0]),
        on: Vec::new(),
    });
    let budgets = [0, 1, 2].map(|failed| one.call(failed).unwrap().chain.budget);
    assert_eq!(budgets, [5, 2, 2]);
    one.retry = None;
    assert_eq!(
        one.call(0).unwrap().chain,
        Chain {
            depth: 3,
            budget: 9
        }
    );
}

#[test]
fn a_try_that_is_made_again_is_the_same_call_and_the_next_another() {
    let one = bounded(planned(1, 0), Chain::default()).remove(0);
    let call = one.call(0).unwrap();
    assert_eq!(one.call(0), Some(call));
    assert_ne!(one.call(1).unwrap().seed, call.seed);
    let mut other = one;
    other.id = "0194".to_owned();
    assert_ne!(other.call(0).unwrap().seed, call.seed);
}

#[test]
fn a_call_is_read_as_it_was_written() {
    let call = Call {
        seed: 7,
        chain: Chain {
            depth: 2,
            budget: 40,
        },
    };
    assert_eq!(Call::parse(&call.to_text()), Some(call));
    for none in ["", "7", "7/1", "7/1/x", "x/1/2"] {
        assert_eq!(Call::parse(none), None, "{none}");
    }
}
